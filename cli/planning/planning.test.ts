import { expect, test } from "vitest";
import type { MatrixPlan } from "../../trainer/factorise/plan.ts";
import { rankBound } from "../../trainer/factorise/rank-bound.ts";
import { type BertConfig, DENSE } from "../../trainer/models/bert/config.ts";
import type { Report, Section } from "../report/report.ts";
import { textReport } from "../report/text-report.ts";
import { findPreset } from "./find-preset.ts";
import { keptEnergies, keptEnergy } from "./kept-energy.ts";
import { matrixReport } from "./matrix-report.ts";
import { BERT_BASE, MINI_LM } from "./model-families.ts";
import { plannedParts } from "./model-parts.ts";
import { partFits } from "./part-fits.ts";
import { planCost } from "./plan-cost.ts";
import { presetReport } from "./preset-report.ts";
import { presetsReport } from "./presets-report.ts";

const rounded = (ratio: number) => Number(ratio.toFixed(2));

test.each([
  ["K_8", 14_063_624, 14_654_216, 7.78, 7.47],
  ["K_21", 4_637_680, 5_228_272, 23.61, 20.94],
  ["K_19", 5_126_028, 5_716_620, 21.36, 19.15],
  ["K_5", 20_171_916, 20_762_508, 5.43, 5.27],
])("%s has the paper's counts: %i, with pooler %i", (name, without, withPooler, smaller, both) => {
  const { plan, family } = findPreset(name);
  expect(family).toBe(BERT_BASE);
  const { parameters, with_pooler, compression } = planCost(family.config, plan);
  expect([parameters, with_pooler]).toEqual([without, withPooler]);
  expect(rounded(compression.to_dense_with_pooler)).toBe(smaller);
  expect(rounded(compression.both_with_pooler)).toBe(both);
});

test.each([
  ["K384-a", 3_021_322, 7.52, 7.47],
  ["k384-19X", 1_160_378, 19.57, 19.45],
  ["K384-30x", 763_354, 29.75, 29.56],
])("%s of a served 6x384 has %i parameters, %f times fewer, as served %f", (name, count, smaller, served) => {
  const { plan, family } = findPreset(name);
  const { parameters, compression } = planCost(family.config, plan);
  expect(parameters).toBe(count);
  expect(rounded(compression.to_dense_with_pooler)).toBe(smaller);
  expect(rounded(compression.as_counted)).toBe(served);
});

test("dense models are as papers and cards count them", () => {
  const base = planCost(BERT_BASE.config, DENSE);
  expect([base.parameters, base.with_pooler]).toEqual([108_891_648, 109_482_240]);
  const served = planCost(MINI_LM.config, DENSE);
  expect(served.parameters).toBe(22_566_146);
  expect(served.compression.as_counted).toBe(1);
});

const linesOf = ({ columns, rows }: Section, ...names: string[]) =>
  rows.map((row) => names.map((name) => row[columns.findIndex((column) => column.name === name)]));

const find = ({ sections }: Report, title: string) => sections.find((section) => section.title === title)!;

test("every preset is listed under its dense model, with its SVD, and K_21 says what the paper says", () => {
  const report = presetsReport();
  const base = find(report, BERT_BASE.title);
  expect(linesOf(base, "model").flat()).toEqual([
    ...["dense", "K_8", "K_8 SVD", "K_21", "K_21 SVD", "K_19", "K_19 SVD", "K_5", "K_5 SVD"],
  ]);
  expect(linesOf(base, "model", "with_pooler", "both_with_pooler")[3]).toEqual([
    "K_21",
    5_228_272,
    expect.closeTo(20.94, 2),
  ]);
  expect(base.notes.join("\n")).toContain("K_21: printed 5.2M, 21x");
  const json = report.json as { families: { models: { model: string; flops: number }[] }[] };
  expect(json.families[1]!.models.find(({ model }) => model === "K384-a")!.flops).toBe(5_384_448);
});

test("the parts of a preset, and what stays dense, are all of its parameters", () => {
  for (const name of ["K_21", "K384-c", "K384-19x"]) {
    const preset = findPreset(name);
    const parts = find(presetReport(preset), "parts");
    const counts = linesOf(parts, "parameters").flat() as number[];
    expect(counts.reduce((sum, count) => sum + count)).toBe(planCost(preset.family.config, preset.plan).parameters);
    const shares = linesOf(parts, "share").flat() as number[];
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
  }
});

test("ranks are those of the paper's shapes: K_21 attention 96 of 768, FFN 384; K_8 full", () => {
  const ranks = (name: string) => {
    const { plan, family } = findPreset(name);
    return Object.fromEntries(plannedParts(family.config, plan).map(({ part, rank }) => [part, rank]));
  };
  expect(ranks("K_21")).toMatchObject({ word: 48, attention: 96, intermediate: 384, output: 384 });
  expect(ranks("K_8")).toMatchObject({ word: 96, attention: 768, intermediate: 768 });
  expect(rankBound([6, 4], { kind: "low_rank", rank: 5 })).toBe(4);
});

test("K384-19x, as a terminal shows it", () => {
  expect(textReport(presetReport(findPreset("K384-19x"))).split("\n")).toMatchInlineSnapshot(`
    [
      "K384-19x for MiniLM, 6x384: 1160378 parameters, 19.57 times fewer than dense with its pooler, 19.45 as counted",
      "Counted as served, with a head of two classes; the dense model with the pooler is counted without, as is usual.",
      "part                       matrices  each       stored as           parameters   share   FLOPs  rank  SVD",
      "word table                        1  30522x384  A 30522x16, B 1x24      488376  0.4209       -    16   15",
      "query, key, value, output        24  384x384    A 192x48, B 2x8         221568  0.1909  910080    96   12",
      "FFN up                            6  1536x384   A 16x2, B 96x192        110784  0.0955  468864   192    9",
      "FFN down                          6  384x1536   A 2x16, B 192x96        110784  0.0955  475776   192    9",
      "all that stays dense              -  -          -                       228866  0.1972       -     -    -",
      "FLOPs: of a token in all matrices of the part, 1854720 in the model",
      "rank: the most that one of the matrices can have; SVD: the rank that stores no more numbers",
    ]
  `);
});

test("the shapes of a matrix, as a terminal shows them", () => {
  const all = matrixReport({ matrix: [4, 6], terms: 1, all: true });
  expect(linesOf(all.sections[0]!, "parameters").flat()).toEqual([10, 10, 10, 10, 11, 11, 14, 14, 14, 14]);
  expect(textReport(matrixReport({ matrix: [8, 4], terms: 1, compression: 2.5 }))).toMatchInlineSnapshot(`
    "8x4: 10 legal shapes; dense it has 32 parameters and takes 56 FLOPs a vector
    for 2.5 times smaller: A 2x2, B 4x2, 12 parameters
    A    B    parameters  smaller  FLOPs  rank  SVD
    2x2  4x2          12    2.67x     36     4    1  <- the pick
    4x2  2x2          12    2.67x     36     4    1  -
    2x4  4x1          12    2.67x     22     2    1  -
    4x1  2x4          12    2.67x     22     2    1  -
    1x4  8x1          12    2.67x     15     1    1  -
    8x1  1x4          12    2.67x     15     1    1  -
    2x1  4x4          18    1.78x     36     4    1  -
    4x4  2x1          18    1.78x     36     4    1  -
    1x2  8x2          18    1.78x     30     2    1  -
    8x2  1x2          18    1.78x     30     2    1  -
    rank: the most that the product can have; SVD: the rank that stores no more numbers"
  `);
});

test("without a target the picks for 2, 4, 8, … times smaller are shown, each once", () => {
  const { sections } = matrixReport({ matrix: [1536, 384], terms: 1 });
  const ratios = linesOf(sections[0]!, "compression").flat() as number[];
  for (const [i, ratio] of ratios.entries()) expect(ratio).toBeGreaterThanOrEqual(2 ** (i + 1));
  expect(sections[0]!.notes.at(-1)).toBe(`${ratios.length} of 318 are shown, --all lists them all`);
});

test("what can't be met is said in a sentence", () => {
  expect(() => findPreset("K_7")).toThrow("there is no preset K_7: there are K_8, K_21");
  expect(() => matrixReport({ matrix: [384, 384], terms: 1, compression: 9000 })).toThrow(
    "no 1-term shape makes 384x384 9000 times smaller: 192 times is the most",
  );
  expect(() => matrixReport({ matrix: [2, 2], terms: 3 })).toThrow(
    "no 3-term product of two factors is smaller than 2x2",
  );
});

const SMALL: BertConfig = {
  ...{ vocabulary: 6, positions: 4, tokenTypes: 2, layers: 2, width: 4, heads: 2, ffn: 8, layerNormEps: 1e-12 },
  pooling: "mean",
  labels: 2,
};

/** A ⊗ B of A [2, 2], B [2, 2]: the nearest product of that shape is the matrix itself. */
const PRODUCT = Float32Array.of(1, 0, 2, 0, 1, 1, 2, 2, 3, 0, 4, 0, 3, 3, 4, 4);
const HALVES: MatrixPlan = { kind: "kronecker", a: [2, 2], b: [2, 2], terms: 1 };

test("a matrix that is a product keeps everything, and the golden one 0.991666", () => {
  expect(keptEnergy({ shape: [4, 4], data: PRODUCT }, HALVES)).toBeCloseTo(1, 9);
  const counted = { shape: [4, 4] as const, data: Float32Array.from({ length: 16 }, (_, i) => i + 1) };
  expect(keptEnergy(counted, HALVES)).toBeCloseTo(0.991666, 6);
  expect(keptEnergy(counted, { kind: "low_rank", rank: 2 })).toBeCloseTo(1, 9);
  let done = 0;
  const both = keptEnergies([counted, { shape: [4, 4], data: PRODUCT }], HALVES, () => done++);
  expect(both).toMatchObject({ matrices: 2, least: expect.closeTo(0.991666, 6), most: expect.closeTo(1, 9) });
  expect(both.mean).toBeCloseTo((both.least + both.most) / 2, 12);
  expect(done).toBe(2);
});

test("fits are by part over all layers, beside the SVD of equal size where there is one", () => {
  const named = (name: string, shape: number[]): [string, { shape: number[]; data: Float32Array }] => [
    `bert.encoder.layer.${name}.weight`,
    { shape, data: shape[0] === 4 ? PRODUCT : new Float32Array(32).fill(1) },
  ];
  const projections = ["self.query", "self.key", "self.value", "output.dense"];
  const weights = new Map([
    ...Array.from({ length: SMALL.layers }, (_, i) => [
      ...projections.map((name) => named(`${i}.attention.${name}`, [4, 4])),
      named(`${i}.intermediate.dense`, [8, 4]),
    ]).flat(),
  ]);
  const fits = partFits(
    { weights },
    { attention: HALVES, intermediate: { kind: "kronecker", a: [4, 2], b: [2, 2], terms: 1 } },
  );
  expect(fits.map(({ part, kept, svd }) => [part, kept.matrices, svd?.rank])).toEqual([
    ["attention", 8, 1],
    ["intermediate", 2, 1],
  ]);
  expect(fits[0]!.kept.mean).toBeCloseTo(1, 9);
  const preset = findPreset("K384-19x");
  expect(presetReport(preset, fits).sections.map(({ title }) => title)).toContain(
    "what the nearest factors keep of the weights",
  );
});
