import { expect, test } from "vitest";
import { readVariants, readWeights } from "./variants.ts";

test.each([
  ["sst2-teacher", { model: "sst2-teacher" }],
  ["sst2-teacher=0.25", { model: "sst2-teacher", weight: 0.25 }],
  ["sst2-teacher@0123456789ab/ort", { model: "sst2-teacher@0123456789ab", runtime: "ort" }],
  ["new one:sst2-teacher/engine=1", { name: "new one", model: "sst2-teacher", runtime: "engine", weight: 1 }],
])("%s", (text, variant) => {
  expect(readVariants([text], true)).toEqual([variant]);
});

test("without a weight all have the same, with some nobody is given one, in shadow mode there are none", () => {
  expect(readVariants(["a", "b"], false).map(({ weight }) => weight)).toEqual([0.5, 0.5]);
  expect(readVariants(["a=0.5", "b"], false).map(({ weight }) => weight)).toEqual([0.5, undefined]);
  expect(readVariants(["a", "b"], true).map(({ weight }) => weight)).toEqual([undefined, undefined]);
});

test.each([
  ["", '"" is no variant: write [name:]model[@version][/runtime][=weight]'],
  ["a=b", "a=b: b is no number"],
  ["a/wasm", "a/wasm: there are the runtimes engine, ort"],
  ["a=1=2", "a=1=2 is no variant"],
])("%j is told", (text, message) => {
  expect(() => readVariants([text], false)).toThrow(message);
});

test("weights are read by name, in which there may be an equals sign", () => {
  expect(readWeights(["a=0.25", "b=c=0.75"])).toEqual({ a: 0.25, "b=c": 0.75 });
  expect(() => readWeights(["a"])).toThrow("a is no weight: write name=weight");
  expect(() => readWeights(["a= "])).toThrow("a= :   is no number");
  expect(() => readWeights(["a=Infinity"])).toThrow("a=Infinity: Infinity is no number");
  expect(() => readWeights(["a=0.5", "a=1"])).toThrow("a has two weights: give it one");
});
