/** A seeded BiLSTM against PyTorch's packed sequences, whatever the pooling: values, loss, every parameter's gradient. */
import { expect, test } from "vitest";
import { configOf, golden, nameOf, texts, weights } from "../../../test/fixtures/tiny-bilstm.ts";
import { fastBackends, forEachBackend } from "../../backend/for-each-backend.ts";
import { type Tensor, type Tensor2D, tf } from "../../backend/tf.ts";
import { crossEntropy } from "../../nn/cross-entropy.ts";
import { DropoutRandom } from "../../nn/dropout.ts";
import { valueAndGradients } from "../../nn/value-and-gradients.ts";
import { toInput } from "../predict.ts";
import { weightTensors } from "../weight-tensors.ts";
import { bilstm } from "./forward.ts";

const largest = (actual: ArrayLike<number>, expected: readonly number[]) => {
  expect(actual.length).toBe(expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value)));
};

/** Rows of a padded batch that are tokens. */
const real = (rows: Tensor, mask: Tensor) => {
  const kept = [...mask.dataSync()].flatMap((counts, row) => (counts === 1 ? [row] : []));
  return tf.gather(rows, tf.tensor1d(kept, "int32"));
};

forEachBackend(() => {
  test.each(["max", "mean", "last", "none"] as const)("pooling %s: logits and gradients are PyTorch's", (pooling) => {
    const expected = golden.poolings[pooling];
    const parameters = weightTensors(weights);
    const input = toInput(texts);
    const counted = (rows: Tensor2D) => (pooling === "none" ? real(rows, input.mask) : rows) as Tensor2D;
    const gold = golden.gold.flatMap((label, i) => (pooling === "none" ? texts[i]!.ids.map(() => label) : [label]));
    const { pooled, logits } = bilstm(parameters, configOf(pooling), input);
    expect(largest(counted(pooled).dataSync(), expected.pooled)).toBeLessThan(1e-5);
    expect(largest(counted(logits).dataSync(), expected.logits)).toBeLessThan(1e-5);
    const { value, gradients } = valueAndGradients(parameters, () =>
      crossEntropy(counted(bilstm(parameters, configOf(pooling), input).logits), tf.tensor1d(gold, "int32")),
    );
    expect(Math.abs(value.dataSync()[0]! - expected.loss)).toBeLessThan(1e-5);
    for (const [name, gradient] of Object.entries(expected.gradients))
      expect(largest(gradients[nameOf(name)]!.dataSync(), gradient), name).toBeLessThan(2e-5);
  });

  test.each(["max", "mean", "last", "none"] as const)("pooling %s: padding changes no logit", (pooling) => {
    const parameters = weightTensors(weights);
    const logitsOf = (batch: typeof texts) => bilstm(parameters, configOf(pooling), toInput(batch)).logits;
    const longer = [...texts, { ids: Array(12).fill(5), typeIds: Array(12).fill(0) }];
    const [alone, padded] = [logitsOf(texts), logitsOf(longer)];
    const rows = pooling === "none" ? real(padded, toInput(longer).mask) : padded;
    const own = pooling === "none" ? real(alone, toInput(texts).mask) : alone;
    const data = own.dataSync<"float32">();
    expect(largest(rows.dataSync<"float32">().subarray(0, data.length), [...data])).toBeLessThan(1e-6);
  });

  test("dropout draws, and without a source of chance nothing is drawn", () => {
    const parameters = weightTensors(weights);
    const logits = (random?: DropoutRandom) => [
      ...bilstm(parameters, configOf("max"), toInput(texts), random).logits.dataSync(),
    ];
    expect(logits()).toEqual(logits());
    expect(logits(new DropoutRandom(1, 1, 0.5))).not.toEqual(logits());
    expect(logits(new DropoutRandom(1, 1, 0.5))).toEqual(logits(new DropoutRandom(1, 1, 0.5)));
  });
}, fastBackends); // on webgpu trainer/check compares the layer, with its gradients
