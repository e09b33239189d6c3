import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tf, useBackend } from "../backend/tf.ts";
import { plannedParameters } from "../models/bert/bert-plan.ts";
import { type BertConfig, DENSE } from "../models/bert/config.ts";
import { MINI_LM_PRESETS } from "../models/bert/presets.ts";
import { architectureOf, countParameters } from "../models/describe.ts";
import { predictLogits } from "../models/predict.ts";
import { TINY, tinyInputs, tinySources } from "./fixtures/tiny-sources.ts";
import { thin, thinStudent } from "./thin.ts";

const shape = { layers: 3, width: 4, heads: 2, ffn: 6, temperature: 2, alpha: 0.5 };
const WORDS = "bert.embeddings.word_embeddings.weight";
const squares = (values: Float32Array) => values.reduce((sum, x) => sum + x * x, 0);

const miniLm: BertConfig = {
  ...{ vocabulary: 30_522, positions: 512, tokenTypes: 2, layers: 6, width: 384, heads: 12, ffn: 1536 },
  ...{ layerNormEps: 1e-12, pooling: "mean", labels: 2 },
};

test("the recipe's shape has nearly as many parameters as Kronecker 19x, and no more", () => {
  const recipe = JSON.parse(readFileSync(new URL("../recipes/sst2/thin.json", import.meta.url), "utf8"));
  const { width, layers, heads, ffn } = recipe.options;
  const count = (other: Partial<BertConfig>) =>
    countParameters(architectureOf({ ...miniLm, width, layers, heads, ffn, ...other }));
  const kronecker = plannedParameters(miniLm, MINI_LM_PRESETS["K384-19x"]);
  expect(kronecker).toBe(1_160_378);
  expect(count({})).toBe(1_159_986);
  expect(count({})).toBe(plannedParameters({ ...miniLm, width, layers, heads, ffn }, DENSE));
  expect(count({ ffn: ffn + 8 })).toBeGreaterThan(kronecker);
  expect(count({ width: width + 8, ffn: 8 })).toBeGreaterThan(kronecker);
});

test("a fresh start: matrices normal with deviation 0.02, LayerNorms 1 and 0, biases 0; equal seeds, equal weights", () => {
  const options = { ...shape, width: 8, ffn: 512, words: "random" } as const;
  const { config, weights } = thinStudent(tinySources(), options);
  expect(config).toEqual({ ...TINY, layers: 3, width: 8, heads: 2, ffn: 512 });
  const matrix = weights.get("bert.encoder.layer.1.output.dense.weight")?.data as Float32Array;
  expect(Math.sqrt(squares(matrix) / matrix.length)).toBeCloseTo(0.02, 3);
  expect(weights.get("bert.embeddings.LayerNorm.weight")?.data.every((x) => x === 1)).toBe(true);
  expect(weights.get("bert.embeddings.LayerNorm.bias")?.data.every((x) => x === 0)).toBe(true);
  expect(weights.get("bert.encoder.layer.1.output.dense.bias")?.data.every((x) => x === 0)).toBe(true);
  expect(thinStudent(tinySources(), options).weights).toEqual(weights);
  expect(thinStudent({ ...tinySources(), seed: 4 }, options).weights).not.toEqual(weights);
});

test("pca keeps of the pre-trained words what so many coordinates can, and changes nothing else", () => {
  const sources = tinySources();
  const { weights } = thinStudent(sources, { ...shape, words: "pca" });
  const words = weights.get(WORDS)?.data as Float32Array;
  const whole = sources.encoder.weights.get(WORDS)?.data as Float32Array;
  expect(words).toHaveLength(TINY.vocabulary * 4);
  expect(squares(words)).toBeGreaterThan(squares(whole) / 2); // the larger half of 8 directions
  expect(squares(words)).toBeLessThan(squares(whole));
  const random = new Map(thinStudent(sources, { ...shape, words: "random" }).weights);
  expect(new Map([...weights, [WORDS, random.get(WORDS)]])).toEqual(random);
});

test("the student runs", async () => {
  await useBackend("cpu");
  const { config, weights } = thin.build(tinySources(), thin.options.parse(shape));
  const parameters = Object.fromEntries([...weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)]));
  const logits = predictLogits(parameters, config, tinyInputs(5));
  expect(logits.flatMap((row) => [...row]).every(Number.isFinite)).toBe(true);
});

test("shapes that cannot be are refused", () => {
  const sources = tinySources();
  expect(() => thinStudent(sources, { ...shape, heads: 3, words: "pca" })).toThrow("multiple");
  expect(() => thinStudent(sources, { ...shape, width: 16, words: "pca" })).toThrow("8 coordinates");
});
