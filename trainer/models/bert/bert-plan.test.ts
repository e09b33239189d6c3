import { expect, test } from "vitest";
import { productShape } from "../../factorise/kronecker-shape.ts";
import { lowRankAtEqualSize, plannedFlops, plannedParameters } from "./bert-plan.ts";
import { type BertConfig, type BertPlan, DENSE } from "./config.ts";
import { BERT_BASE_PRESETS, MINI_LM_PRESETS } from "./presets.ts";
import { bertShapes } from "./tensors.ts";

const common = { vocabulary: 30_522, positions: 512, tokenTypes: 2, heads: 12, layerNormEps: 1e-12 };
/** Without head; with pooler as most papers count. */
const bertBase: BertConfig = { ...common, layers: 12, width: 768, ffn: 3072, pooling: "pooler", labels: 0 };
/** As served: two-class head, mean pooling. */
const miniLm: BertConfig = { ...common, layers: 6, width: 384, ffn: 1536, pooling: "mean", labels: 2 };

test.each<[keyof typeof BERT_BASE_PRESETS, number, number]>([
  ["K_8", 14_063_624, 14_654_216],
  ["K_21", 4_637_680, 5_228_272],
  ["K_19", 5_126_028, 5_716_620],
  ["K_5", 20_171_916, 20_762_508],
])("%s of 12x768 has %i parameters, %i with the pooler", (name, without, withPooler) => {
  const plan = BERT_BASE_PRESETS[name];
  expect(plannedParameters({ ...bertBase, pooling: "mean" }, plan)).toBe(without);
  expect(plannedParameters(bertBase, plan)).toBe(withPooler);
});

test("dense models have the counts that papers give", () => {
  expect(plannedParameters(bertBase, DENSE)).toBe(109_482_240);
  expect(plannedParameters({ ...bertBase, pooling: "mean" }, DENSE)).toBe(108_891_648);
  expect(plannedParameters(miniLm, DENSE)).toBe(22_566_146);
});

test.each<[keyof typeof MINI_LM_PRESETS, number]>([
  ["K384-a", 3_021_322],
  ["K384-b", 1_294_338],
  ["K384-c", 3_421_262],
  ["K384-19x", 1_160_378],
  ["K384-30x", 763_354],
])("%s of 6x384 has %i parameters with its head", (name, parameters) => {
  expect(plannedParameters(miniLm, MINI_LM_PRESETS[name])).toBe(parameters);
});

test("linear FLOPs a token of the 6x384 plans", () => {
  expect(plannedFlops(miniLm, MINI_LM_PRESETS["K384-a"])).toBe(5_384_448);
  expect(plannedFlops(miniLm, MINI_LM_PRESETS["K384-b"])).toBe(1_413_504);
  expect(plannedFlops(miniLm, MINI_LM_PRESETS["K384-c"])).toBe(9_183_744);
  // Dense the digest counts as 2 a weight; exactly, each of the outputs saves its first addition.
  const outputs = 6 * (5 * 384 + 1536);
  expect(plannedFlops(miniLm, DENSE)).toBe(21_233_664 - outputs);
});

test.each<[keyof typeof BERT_BASE_PRESETS, number]>([
  ["K_8", 5.47],
  ["K_21", 1.4],
  ["K_5", 9.23],
])("%s takes %f GFLOPs for 128 tokens in the linear layers", (name, giga) => {
  expect((128 * plannedFlops(bertBase, BERT_BASE_PRESETS[name])) / 1e9).toBeCloseTo(giga, 2);
});

const presets: [string, BertConfig, BertPlan][] = [
  ...Object.entries(BERT_BASE_PRESETS).map(([name, plan]): [string, BertConfig, BertPlan] => [name, bertBase, plan]),
  ...Object.entries(MINI_LM_PRESETS).map(([name, plan]): [string, BertConfig, BertPlan] => [name, miniLm, plan]),
];

test.each(presets)("%s: every product has the shape of the matrix it replaces", (_, config, plan) => {
  const sizes = { word: [config.vocabulary, config.width], attention: [config.width, config.width] };
  const all = { ...sizes, intermediate: [config.ffn, config.width], output: [config.width, config.ffn] };
  for (const part of Object.keys(all) as (keyof BertPlan)[]) {
    const matrix = plan[part];
    if (matrix.kind !== "kronecker") throw new Error(`${part} is not factored`);
    expect(productShape(matrix)).toEqual(all[part]);
  }
});

test.each(presets)("%s: SVD at equal size is not larger, and no matrix could take one more rank", (_, config, plan) => {
  const svd = lowRankAtEqualSize(config, plan);
  const gap = plannedParameters(config, plan) - plannedParameters(config, svd);
  const { layers, vocabulary, width, ffn } = config;
  expect(gap).toBeGreaterThanOrEqual(0);
  expect(gap).toBeLessThan(vocabulary + width + layers * (4 * 2 * width + 2 * (width + ffn)));
});

test("factors hang under the name of their matrix; nothing else changes", () => {
  const query = "bert.encoder.layer.5.attention.self.query.weight";
  const dense = bertShapes(miniLm);
  const shapes = bertShapes({ ...miniLm, plan: MINI_LM_PRESETS["K384-c"] });
  expect(shapes.get(`${query}.kronecker.3.b`)).toEqual([2, 16]);
  expect(shapes.has(query)).toBe(false);
  expect(shapes.get("bert.encoder.layer.0.output.dense.weight.kronecker.0.a")).toEqual([192, 192]);
  const kept = [...shapes].filter(([name]) => !name.includes(".kronecker."));
  expect(kept.every(([name, shape]) => `${dense.get(name)}` === `${shape}`)).toBe(true);
  expect(kept).toHaveLength(dense.size - 1 - 6 * 6);
  expect(bertShapes({ ...miniLm, plan: DENSE })).toEqual(dense);
});
