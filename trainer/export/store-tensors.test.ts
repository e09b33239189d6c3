import { expect, test } from "vitest";
import { ITEM_SIZE, readOwnSafetensors, toFloat32, writeSafetensors } from "../../r2-assets/format/safetensors.ts";
import type { MatrixPlan } from "../factorise/plan.ts";
import { plannedParameters } from "../models/bert/bert-plan.ts";
import type { BertConfig } from "../models/bert/config.ts";
import { BERT_BASE_PRESETS, MINI_LM_PRESETS } from "../models/bert/presets.ts";
import { storedBert } from "../models/bert/stored.ts";
import { architectureOf, parameterShapes } from "../models/describe.ts";
import { size } from "../models/tensor-spec.ts";
import { randomBert } from "./fixtures/random-bert.ts";
import { readStored } from "./read-stored.ts";
import { storeTensors } from "./store-tensors.ts";

const { architecture, tensors } = randomBert();
const stored = (storage: "f32" | "f16" | "i8") =>
  new Map(storeTensors(architecture, tensors, storage).map((tensor) => [tensor.name, tensor]));

const TABLE = "bert.embeddings.word_embeddings.weight";
const LINEAR = "bert.encoder.layer.1.intermediate.dense.weight"; // [24, 16]

test("f32 keeps every number", () => {
  const file = stored("f32");
  expect([...file.keys()]).toEqual([...tensors.keys()]);
  for (const [name, { shape, data }] of tensors) {
    expect(file.get(name)).toMatchObject({ dtype: "F32", shape });
    expect(toFloat32(file.get(name)!)).toEqual(data);
  }
});

test("f16 halves tables and linear weights; vectors and the head stay f32", () => {
  const file = stored("f16");
  for (const [name, { dtype }] of file) {
    const isMatrix = tensors.get(name)!.shape.length === 2 && !name.startsWith("classifier.");
    expect(dtype, name).toBe(isMatrix ? "F16" : "F32");
  }
  const halves = toFloat32(file.get(LINEAR)!);
  const errors = tensors.get(LINEAR)!.data.map((x, i) => Math.abs(halves[i]! - x));
  expect(Math.max(...errors)).toBeLessThanOrEqual(2 ** -12);
  expect(Math.max(...errors)).toBeGreaterThan(0);
});

test("i8 stores tables by rows and linear weights transposed and unsigned, each with its scales", () => {
  const file = stored("i8");
  const at = (name: string, i: number) => new Int8Array(file.get(name)!.data.buffer)[i]! as number;
  const unsignedAt = (name: string, i: number) => file.get(name)!.data[i]! - 128;
  const scale = (name: string, i: number) => toFloat32(file.get(`${name}.scale`)!)[i]!;
  expect(file.get(TABLE)).toMatchObject({ dtype: "I8", shape: [40, 16] });
  expect(file.get(`${TABLE}.scale`)).toMatchObject({ dtype: "F32", shape: [40, 1] });
  expect(file.get(LINEAR)).toMatchObject({ dtype: "U8", shape: [16, 24] });
  expect(file.get(`${LINEAR}.scale`)).toMatchObject({ dtype: "F32", shape: [24] });
  for (let row = 0; row < 40; row++)
    for (let c = 0; c < 16; c++)
      expect(at(TABLE, row * 16 + c) * scale(TABLE, row)).toBeCloseTo(tensors.get(TABLE)!.data[row * 16 + c]!, 2);
  for (let out = 0; out < 24; out++)
    for (let i = 0; i < 16; i++)
      expect(unsignedAt(LINEAR, i * 24 + out) * scale(LINEAR, out)).toBeCloseTo(
        tensors.get(LINEAR)!.data[out * 16 + i]!,
        2,
      );
  expect(file.get("classifier.weight")!.dtype).toBe("F32");
  expect(file.has("classifier.weight.scale")).toBe(false);
});

test("the card says what stands for 0 in the integers of linear layers", () => {
  const zeroPoints = (storage: "f32" | "f16" | "i8") => {
    const { encoder } = storedBert(architecture, storage);
    return [encoder.attention, encoder.intermediate, encoder.output].map(
      (linear) => "zero_point" in linear && linear.zero_point,
    );
  };
  expect(zeroPoints("i8")).toEqual([128, 128, 128]);
  expect(zeroPoints("f16")).toEqual([false, false, false]);
});

test("only i8 turns the layout of linear layers, and never the head's", () => {
  const layouts = (storage: "f32" | "f16" | "i8") => {
    const { encoder, head } = storedBert(architecture, storage);
    const linears = [encoder.attention, encoder.intermediate, encoder.output, head];
    return linears.map((linear) => ("layout" in linear ? linear.layout : linear.kind));
  };
  expect(layouts("f32")).toEqual(["out_in", "out_in", "out_in", "out_in"]);
  expect(layouts("f16")).toEqual(layouts("f32"));
  expect(layouts("i8")).toEqual(["in_out", "in_out", "in_out", "out_in"]);
});

test("leaves behind what is not served", () => {
  const extra = new Map([...tensors, ["bert.pooler.dense.weight", { shape: [1], data: new Float32Array(1) }]]);
  expect(storeTensors(architecture, extra, "f32").map(({ name }) => name)).toEqual([...tensors.keys()]);
});

test.each<[string, Parameters<typeof storeTensors>[2], { shape: number[]; data: Float32Array } | undefined, string]>([
  ["a missing tensor", "f32", undefined, "no tensor classifier.bias"],
  ["another shape", "f32", { shape: [1, 3], data: new Float32Array(3) }, "shape [1,3], the architecture says [3]"],
  ["too few numbers", "i8", { shape: [3], data: new Float32Array(2) }, "classifier.bias"],
  ["NaN", "f32", { shape: [3], data: Float32Array.of(1, Number.NaN, 2) }, "not finite"],
])("refuses %s", (_, storage, bias, reason) => {
  const changed = new Map(tensors);
  if (bias === undefined) changed.delete("classifier.bias");
  else changed.set("classifier.bias", bias);
  expect(() => storeTensors(architecture, changed, storage)).toThrow(reason);
});

test("refuses to halve a number beyond the halves", () => {
  const data = tensors.get(LINEAR)!.data.slice().fill(65_520, 0, 1);
  const changed = new Map([...tensors, [LINEAR, { shape: [24, 16], data }]]);
  expect(() => storeTensors(architecture, changed, "f16")).toThrow("beyond half precision");
  expect(storeTensors(architecture, changed, "f32")).toHaveLength(tensors.size);
});

const twoTerms: MatrixPlan = { kind: "kronecker", a: [8, 2], b: [16, 32], terms: 2 };
const word: MatrixPlan = { kind: "kronecker", a: [200, 16], b: [1, 4], terms: 1 };
const factored = randomBert({
  ...{ vocabulary: 200, width: 64, ffn: 128 },
  plan: {
    word,
    attention: { kind: "low_rank", rank: 5 },
    intermediate: twoTerms,
    output: { kind: "low_rank", rank: 4 },
  },
});

test("i8 factors lie as they were trained, with a half for each index of the longer side; small ones stay f32", () => {
  const file = new Map(
    storeTensors(factored.architecture, factored.tensors, "i8").map((tensor) => [tensor.name, tensor]),
  );
  const shapes = (name: string) =>
    [file.get(name), file.get(`${name}.scale`)].map((tensor) => tensor && [tensor.dtype, ...tensor.shape]);
  const words = "bert.embeddings.word_embeddings.weight.kronecker.0";
  expect(shapes(`${words}.a`)).toEqual([
    ["I8", 200, 16],
    ["F16", 200, 1],
  ]);
  expect(shapes(`${words}.b`)).toEqual([["F32", 1, 4], undefined]);
  const query = "bert.encoder.layer.0.attention.self.query.weight.low_rank";
  expect(shapes(`${query}.u`)).toEqual([
    ["I8", 64, 5],
    ["F16", 64, 1],
  ]);
  expect(shapes(`${query}.v`)).toEqual([
    ["I8", 5, 64],
    ["F16", 1, 64],
  ]);
  expect(shapes("bert.encoder.layer.1.intermediate.dense.weight.kronecker.1.b")).toEqual([
    ["I8", 16, 32],
    ["F16", 1, 32],
  ]);
});

test("every i8 factor comes back within half a step of its row or column", () => {
  const { architecture, tensors } = factored;
  const weights = writeSafetensors(storeTensors(architecture, tensors, "i8"));
  const scales = readOwnSafetensors(weights).tensors;
  const back = readStored(architecture, scales);
  for (const [name, { shape, data }] of back) {
    const scale = scales.get(`${name}.scale`);
    if (!/kronecker|low_rank/.test(name) || scale === undefined) continue;
    const steps = toFloat32(scale);
    const step = (i: number) => steps[scale.shape[0] === 1 ? i % shape[1]! : Math.floor(i / shape[1]!)]!;
    data.forEach((x, i) => {
      expect(Math.abs(x - tensors.get(name)!.data[i]!)).toBeLessThanOrEqual(0.501 * step(i));
    });
  }
});

const MINI_LM = { vocabulary: 30_522, positions: 512, tokenTypes: 2, layers: 6, width: 384, heads: 12, ffn: 1536 };
const BERT_BASE = { ...MINI_LM, layers: 12, width: 768, ffn: 3072 };
const presets = [
  ...Object.entries(MINI_LM_PRESETS).map(([name, plan]) => ({ name, plan, sizes: MINI_LM })),
  ...Object.entries(BERT_BASE_PRESETS).map(([name, plan]) => ({ name, plan, sizes: BERT_BASE })),
];
test.each(presets)("$name: the planner's count is that of the numbers in the file, scales left out", (preset) => {
  const { plan, sizes } = preset;
  const config: BertConfig = { ...sizes, labels: 2, layerNormEps: 1e-12, pooling: "mean", plan };
  const shapes = parameterShapes(config);
  const tensors = new Map([...shapes].map(([name, shape]) => [name, { shape, data: new Float32Array(size(shape)) }]));
  const architecture = architectureOf(config);
  const file = storeTensors(architecture, tensors, "i8").filter(({ name }) => !name.endsWith(".scale"));
  for (const { dtype, shape, data } of file) expect(data.length).toBe(ITEM_SIZE[dtype] * size(shape));
  expect(file.reduce((sum, { shape }) => sum + size(shape), 0)).toBe(plannedParameters(config, plan));
});
