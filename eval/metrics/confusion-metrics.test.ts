import { describe, expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { confusionMatrix } from "./confusion.ts";
import { f1, macroF1 } from "./f1.ts";
import { matthewsCorrelation } from "./matthews.ts";

const matrixOf = (gold: number[], predicted: (number | null)[]) =>
  confusionMatrix(gold, predicted, 1 + Math.max(1, ...gold, ...predicted.map((label) => label ?? 0)));

// The same formulas in float64: only rounding may differ.
test.each(golden.classification)("matches scikit-learn: $name", (reference) => {
  const matrix = matrixOf(reference.gold, reference.predicted);
  expect(f1(matrix)).toBeCloseTo(reference.f1, 14);
  expect(macroF1(matrix)).toBeCloseTo(reference.macro_f1, 14);
  expect(matthewsCorrelation(matrix)).toBeCloseTo(reference.matthews_correlation, 14);
});

test("every row twice leaves all three as they are", () => {
  const { gold, predicted } = golden.classification[0];
  const [once, twice] = [matrixOf(gold, predicted), matrixOf([...gold, ...gold], [...predicted, ...predicted])];
  for (const metric of [f1, macroF1, matthewsCorrelation]) expect(metric(twice)).toBe(metric(once));
});

describe("a row without a prediction", () => {
  const gold = [1, 1, 0, 0];

  test("costs recall, not another class's precision", () => {
    expect(f1(matrixOf(gold, [1, null, 0, 0]), 1)).toBe(2 / 3);
    expect(f1(matrixOf(gold, [1, null, 0, 0]), 0)).toBe(1);
  });

  test("lowers the correlation of what was perfect", () => {
    expect(matthewsCorrelation(matrixOf(gold, gold))).toBe(1);
    expect(matthewsCorrelation(matrixOf(gold, [1, null, 0, 0]))).toBeLessThan(1);
  });
});

test("of no rows macro F1 is undefined", () => {
  expect(macroF1(confusionMatrix([], [], 2))).toBeNull();
});

test("refuses lists of different length and labels that are none", () => {
  expect(() => confusionMatrix([0], [], 2)).toThrow(RangeError);
  expect(() => confusionMatrix([2], [0], 2)).toThrow(RangeError);
  expect(() => confusionMatrix([0], [2], 2)).toThrow(RangeError);
});
