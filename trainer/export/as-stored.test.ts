import { expect, test } from "vitest";
import { readSafetensors, toFloat32, writeSafetensors } from "../../r2-assets/format/safetensors.ts";
import { tensorSpecs } from "../models/describe.ts";
import { asStored, modelAsStored } from "./as-stored.ts";
import { randomBert } from "./fixtures/random-bert.ts";
import { storeTensors } from "./store-tensors.ts";

const { architecture, tensors } = randomBert();
const rounded = modelAsStored(architecture, tensors, "i8");

test("dense i8 weights are the file's integers times its scales, lying as in training", () => {
  const file = readSafetensors(writeSafetensors(storeTensors(architecture, tensors, "i8"))).tensors;
  for (const { name, shape, role } of tensorSpecs(architecture)) {
    if (role !== "linear" && role !== "table") continue;
    const [rows, columns] = shape as [number, number];
    const { data } = file.get(name)!;
    const integers = role === "linear" ? Int8Array.from(data, (value) => value - 128) : new Int8Array(data);
    const scales = toFloat32(file.get(`${name}.scale`)!);
    const at = (r: number, c: number) => integers[role === "linear" ? c * rows + r : r * columns + c]! * scales[r]!;
    const expected = Float32Array.from({ length: rows * columns }, (_, i) => at(Math.floor(i / columns), i % columns));
    expect(rounded.get(name)!.data, name).toEqual(expected);
  }
});

test("vectors and the head stay, and so does everything in f32", () => {
  expect(rounded.get("classifier.weight")!.data).toEqual(tensors.get("classifier.weight")!.data);
  expect(rounded.get("bert.embeddings.LayerNorm.weight")).toEqual(tensors.get("bert.embeddings.LayerNorm.weight"));
  expect(modelAsStored(architecture, tensors, "f32")).toEqual(tensors);
});

test.each([{}, { plan: factored() }])("rounding twice is rounding once, but for the last bit: %o", (changes) => {
  const { architecture, tensors } = randomBert({ ...{ vocabulary: 200, width: 64, ffn: 128 }, ...changes });
  for (const spec of tensorSpecs(architecture)) {
    const once = asStored(spec, tensors.get(spec.name)!.data, "i8");
    const twice = asStored(spec, once, "i8");
    twice.forEach((value, i) => {
      expect(Math.abs(value - once[i]!), spec.name).toBeLessThanOrEqual(2 ** -22 * Math.abs(once[i]!));
    });
  }
});

function factored() {
  const attention = { kind: "low_rank", rank: 5 } as const;
  return {
    word: { kind: "kronecker", a: [200, 16], b: [1, 4], terms: 1 },
    attention,
    intermediate: { kind: "kronecker", a: [8, 2], b: [16, 32], terms: 2 },
    output: attention,
  } as const;
}

test("a missing tensor is named", () => {
  const fewer = new Map(tensors);
  fewer.delete("classifier.bias");
  expect(() => modelAsStored(architecture, fewer, "i8")).toThrow("no tensor classifier.bias");
});
