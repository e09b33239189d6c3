/**
 * A seeded 2-layer, 32-wide BERT against `transformers` and PyTorch: every hidden state, logits, loss, every
 * parameter's gradient, AdamW steps. Values and weights are made by test/golden/tiny-bert.py.
 */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { forEachBackend } from "../../backend/for-each-backend.ts";
import { type Tensor, tf } from "../../backend/tf.ts";
import { crossEntropy } from "../../nn/cross-entropy.ts";
import { valueAndGradients } from "../../nn/value-and-gradients.ts";
import { AdamW } from "../../optim/adamw.ts";
import { globalNorm } from "../../optim/global-norm.ts";
import type { ModelInput } from "../input-output.ts";
import { predictLogits } from "../predict.ts";
import type { Weights } from "../weights.ts";
import type { BertConfig } from "./config.ts";
import { bert } from "./forward.ts";
import { type ImportedBert, importBert } from "./import-hf.ts";

/** Small tensors whole; large ones as sum, norm and sampled entries. */
interface Digest {
  shape: number[];
  values: number[];
  indices?: number[];
  sum?: number;
  l2?: number;
}
const goldenFolder = new URL("../../../test/golden/", import.meta.url);
const golden = JSON.parse(readFileSync(new URL("tiny-bert.json", goldenFolder), "utf8"));
const head: [string, Weights][] = [
  ["classifier.weight", { shape: [2, 32], data: Float32Array.from(golden.classifier["classifier.weight"].flat()) }],
  ["classifier.bias", { shape: [2], data: Float32Array.from(golden.classifier["classifier.bias"]) }],
];

const largest = (values: Iterable<number>) => Math.max(0, ...values);
const differences = (actual: ArrayLike<number>, expected: number[]) =>
  expected.map((value, i) => Math.abs(actual[i] - value));

/** Largest deviation of a tensor from its digest. */
function deviation(tensor: Tensor, { shape, values, indices, sum, l2 }: Digest): number {
  expect(tensor.shape).toEqual(shape);
  const data = tensor.dataSync<"float32">();
  if (indices === undefined) return largest(differences(data, values));
  const actual = [...indices.map((i) => data[i]), data.reduce((a, b) => a + b, 0), Math.hypot(...data)];
  return largest(differences(actual, [...values, sum as number, l2 as number]));
}

forEachBackend(() => {
  let imported: ImportedBert;
  let config: BertConfig;
  let parameters: Record<string, Tensor>;
  let input: ModelInput;
  let weights: Map<string, Weights>;

  beforeAll(async () => {
    imported = await importBert(new URL("tiny-bert", goldenFolder).pathname);
    config = { ...imported.config, pooling: "mean", labels: 2 };
    weights = new Map([...imported.weights, ...head]);
    for (const name of [...weights.keys()]) if (name.includes("pooler")) weights.delete(name);
    parameters = Object.fromEntries([...weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)]));
    input = {
      inputIds: tf.tensor1d(golden.inputs.ids.flat(), "int32"),
      tokenTypeIds: tf.tensor1d(golden.inputs.types.flat(), "int32"),
      mask: tf.tensor2d(golden.inputs.mask, undefined, "float32"),
    };
  });
  const labels = () => tf.tensor1d(golden.labels, "int32");
  const loss = () => crossEntropy(bert(parameters, config, input).logits, labels());

  test("hidden states, pooled vectors and logits equal those of transformers", () => {
    const output = bert(parameters, config, input);
    const real = golden.inputs.mask.flat();
    golden.hidden.forEach((expected: number[][][], layer: number) => {
      const actual = output.hiddenStates[layer].arraySync() as number[][];
      const errors = expected.flat().flatMap((row, i) => (real[i] ? differences(actual[i], row) : []));
      expect(largest(errors)).toBeLessThan(1e-5);
    });
    expect(largest(differences(output.pooled.dataSync(), golden.pooled.flat()))).toBeLessThan(1e-5);
    expect(largest(differences(output.logits.dataSync(), golden.logits.flat()))).toBeLessThan(1e-5);
  });

  test("without pooling every token has logits, those of transformers' token heads; predictions leave the padding out", () => {
    const [weight, bias] = head.map(([, { data }]) => data);
    const expected = (golden.hidden.at(-1) as number[][][]).map((states) =>
      states.map((state) => [0, 1].map((k) => state.reduce((sum, x, i) => sum + x * weight[k * 32 + i], bias[k]))),
    );
    const ofTokens: BertConfig = { ...config, pooling: "none" };
    expect(largest(differences(bert(parameters, ofTokens, input).logits.dataSync(), expected.flat(2)))).toBeLessThan(
      1e-5,
    );

    const lengths = (golden.inputs.mask as number[][]).map((mask) => mask.reduce((a, b) => a + b));
    const examples = lengths.map((length, i) => ({
      ids: golden.inputs.ids[i].slice(0, length),
      typeIds: golden.inputs.types[i].slice(0, length),
    }));
    for (const [i, logits] of predictLogits(parameters, ofTokens, examples).entries()) {
      expect(logits).toHaveLength(lengths[i] * 2);
      expect(largest(differences(logits, expected[i].slice(0, lengths[i]).flat()))).toBeLessThan(1e-5);
    }
  });

  test("loss and the gradient of every parameter equal PyTorch's", () => {
    const { value, gradients } = valueAndGradients(parameters, loss);
    expect(value.dataSync()[0]).toBeCloseTo(golden.loss, 5);
    const compared = Object.entries<Digest>(golden.gradients).map(([name, digest]) => {
      const ours = gradients[name.startsWith("classifier") ? name : `bert.${name}`];
      return [name, deviation(ours, digest)] as const;
    });
    expect(compared.length).toBe(Object.keys(gradients).length);
    for (const [name, error] of compared) expect(error, name).toBeLessThan(2e-5);
    expect(globalNorm(Object.values(gradients))).toBeCloseTo(golden.gradient_norm, 4);
  });

  test("three AdamW steps with clipping and decoupled decay follow PyTorch", () => {
    const { lr, betas, eps, weight_decay, max_norm } = golden.optimizer;
    const [beta1, beta2] = betas;
    const options = { beta1, beta2, epsilon: eps, weightDecay: weight_decay, maxGradientNorm: max_norm };
    const optimiser = new AdamW(options);
    for (const [name, { shape, data }] of weights) optimiser.add(name, shape, data);
    const losses: number[] = [];
    for (let step = 0; step < golden.losses.length; step++) {
      const values = optimiser.values();
      const { value, gradients } = valueAndGradients(values, () =>
        crossEntropy(bert(values, config, input).logits, labels()),
      );
      losses.push(value.dataSync()[0]);
      optimiser.step(gradients, lr);
      if (step > 0) continue;
      for (const [name, digest] of Object.entries<Digest>(golden.after_one_step)) {
        const ours = optimiser.values()[name.startsWith("classifier") ? name : `bert.${name}`];
        // Where the exact gradient is 0 rounding decides Adam's direction; elsewhere sums over 4,000 entries are the loosest.
        expect(deviation(ours, digest), name).toBeLessThan(golden.no_gradient.includes(name) ? lr : 1e-4);
      }
    }
    expect(largest(differences(losses, golden.losses))).toBeLessThan(1e-4);
    optimiser.dispose();
  });

  test("gradients agree with central finite differences", () => {
    const { gradients } = valueAndGradients(parameters, loss);
    const probed = ["bert.encoder.layer.0.attention.self.key.weight", "bert.encoder.layer.1.intermediate.dense.bias"];
    for (const name of [...probed, "bert.embeddings.LayerNorm.weight", "classifier.weight"]) {
      const tensor = parameters[name];
      const analytic = gradients[name].dataSync<"float32">();
      const steepest = analytic.reduce((best, g, i) => (Math.abs(g) > Math.abs(analytic[best]) ? i : best), 0);
      const at = (delta: number) => {
        const moved = Float32Array.from(tensor.dataSync<"float32">());
        moved[steepest] += delta;
        const changed = { ...parameters, [name]: tf.tensor(moved, tensor.shape) };
        return crossEntropy(bert(changed, config, input).logits, labels()).dataSync()[0];
      };
      const h = 1e-2; // float32: smaller steps drown in rounding
      expect((at(h) - at(-h)) / (2 * h)).toBeCloseTo(analytic[steepest], 3);
    }
  });
});
