import { expect, test } from "vitest";
import { averageWeights } from "./average-weights.ts";

const model = (...values: number[]) =>
  new Map([
    ["a", { shape: [2, 1], data: Float32Array.from(values.slice(0, 2)) }],
    ["b", { shape: [1], data: Float32Array.from(values.slice(2)) }],
  ]);

test("the mean of every number; a model averaged with itself is itself", () => {
  expect(averageWeights([model(1, 2, 3), model(3, 2, -3), model(2, 5, 0)])).toEqual(model(2, 3, 0));
  expect(averageWeights([model(1, 2, 3), model(1, 2, 3)])).toEqual(model(1, 2, 3));
});

test("models with other parameters or shapes are refused", () => {
  const other = new Map([...model(1, 2, 3), ["c", { shape: [1], data: Float32Array.of(1) }]]);
  expect(() => averageWeights([model(1, 2, 3), other])).toThrow("differ in a");
  const reshaped = new Map([...model(1, 2, 3), ["a", { shape: [1, 2], data: Float32Array.of(1, 2) }]]);
  expect(() => averageWeights([model(1, 2, 3), reshaped])).toThrow("differ in a");
  expect(() => averageWeights([])).toThrow("no model");
});
