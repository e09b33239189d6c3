/**
 * A seeded 2-layer, 16-wide MPNet against `transformers` and PyTorch: hidden states, logits, loss, every parameter's gradient, with a text
 * whose distances are of all buckets. Values and weights are made by test/golden/tiny-mpnet.py.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { forEachBackend } from "../../backend/for-each-backend.ts";
import { type Tensor, tf } from "../../backend/tf.ts";
import { crossEntropy } from "../../nn/cross-entropy.ts";
import { valueAndGradients } from "../../nn/value-and-gradients.ts";
import { importEncoder } from "../import-hf.ts";
import { toInput } from "../predict.ts";
import { type BertConfig, type BertPlan, DENSE } from "./config.ts";
import { factorWeights } from "./factor-weights.ts";
import { bert } from "./forward.ts";
import { initialWeights } from "./initial-weights.ts";
import { bertShapes, RELATIVE_TABLE } from "./tensors.ts";

const folder = fileURLToPath(new URL("../../../test/golden/tiny-mpnet", import.meta.url));
const golden = JSON.parse(readFileSync(`${folder}.json`, "utf8"));
const lengths: number[] = golden.inputs.mask.map((mask: number[]) => mask.reduce((a, b) => a + b));
const examples = lengths.map((length, i) => ({
  ids: golden.inputs.ids[i].slice(0, length) as number[],
  typeIds: new Array<number>(length).fill(0),
}));

const largest = (actual: ArrayLike<number>, expected: number[]) =>
  Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value)));

/** Their name of a parameter, without the prefix. */
const theirs = (name: string) =>
  name
    .replace(/^bert\./, "")
    .replace("attention.output.LayerNorm", "attention.LayerNorm")
    .replace("attention.output.dense", "attention.attn.o")
    .replace(/attention\.self\.(.)\w+/, "attention.attn.$1");

forEachBackend((backend) => {
  let config: BertConfig;
  let parameters: Record<string, Tensor>;

  beforeAll(async () => {
    const imported = await importEncoder(folder);
    config = { ...(imported.config as BertConfig), pooling: "mean", labels: 2 };
    parameters = Object.fromEntries([...imported.weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)]));
    const { weight, bias } = golden.classifier;
    Object.assign(parameters, { "classifier.weight": tf.tensor2d(weight), "classifier.bias": tf.tensor1d(bias) });
  });

  // On webgpu's driver in software both take seconds, and the others show the same.
  const slowly = backend === "webgpu" ? { tags: ["long"] } : {};

  test("hidden states, pooled vectors and logits equal those of transformers", slowly, () => {
    const { hiddenStates, pooled, logits } = bert(parameters, config, toInput(examples));
    golden.hidden.forEach((expected: number[][][], layer: number) => {
      const actual = tf.reshape(hiddenStates[layer]!, [examples.length, -1, config.width]).arraySync() as number[][][];
      for (const [i, states] of expected.entries())
        for (const [at, state] of states.entries())
          if (at < lengths[i]!) expect(largest(actual[i]![at]!, state)).toBeLessThan(1e-5);
    });
    expect(largest(pooled.dataSync(), golden.pooled.flat())).toBeLessThan(1e-5);
    expect(largest(logits.dataSync(), golden.logits.flat())).toBeLessThan(1e-5);
  });

  test("loss and the gradient of every parameter equal PyTorch's, that of the shared table too", slowly, () => {
    const labels = tf.tensor1d(golden.labels, "int32");
    const { value, gradients } = valueAndGradients(parameters, () =>
      crossEntropy(bert(parameters, config, toInput(examples)).logits, labels),
    );
    expect(value.dataSync()[0]).toBeCloseTo(golden.loss, 5);
    const names = Object.keys(gradients);
    expect(names.map(theirs).sort()).toEqual(Object.keys(golden.gradients).sort());
    for (const name of names) {
      const { shape, values } = golden.gradients[theirs(name)];
      const skipped = name.includes("position_embeddings") ? 2 : 0; // their positions begin at 2
      expect(gradients[name]!.shape, name).toEqual([shape[0] - skipped, ...shape.slice(1)]);
      const expected = skipped === 0 ? values : values.slice(skipped * shape[1]);
      expect(largest(gradients[name]!.dataSync(), expected), name).toBeLessThan(2e-5);
    }
  });
});

test("students of fewer layers and of factors begin with the shared table, and read no types", async () => {
  const encoder = await importEncoder(folder);
  const dense = { ...(encoder.config as BertConfig), pooling: "mean", labels: 2 } as const;
  const shorter = initialWeights(encoder, { ...dense, layers: 1 }, 17);
  const plan: BertPlan = { ...DENSE, attention: { kind: "low_rank", rank: 4 } };
  const factored = factorWeights(shorter, plan);
  for (const weights of [shorter, factored])
    expect(weights.get(RELATIVE_TABLE)).toEqual(encoder.weights.get(RELATIVE_TABLE));
  expect([...factored.keys()].sort()).toEqual([...bertShapes({ ...dense, layers: 1, plan }).keys()].sort());
  expect([...factored.keys()].filter((name) => /token_type|layer\.1/.test(name))).toEqual([]);
});
