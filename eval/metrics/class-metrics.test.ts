/** F1, macro F1 and Matthews' correlation: functions of the classes' counts alone. */
import { describe, expect, test } from "vitest";
import golden from "../../test/golden/metrics.json" with { type: "json" };
import { bootstrap } from "../statistics/bootstrap.ts";
import { drawnValue, plainValue, type Statistic, valueOn } from "../statistics/statistic.ts";
import { f1, macroF1 } from "./f1.ts";
import { type LabelColumns, labelColumns } from "./label-columns.ts";
import { matthewsCorrelation } from "./matthews.ts";

const columnsOf = (gold: number[], predicted: (number | null)[]) =>
  labelColumns(gold, predicted, 1 + Math.max(1, ...gold, ...predicted.map((label) => label ?? 0)));
const METRICS: [string, (columns: LabelColumns) => Statistic][] = [
  ["f1", f1],
  ["macro_f1", macroF1],
  ["matthews_correlation", matthewsCorrelation],
];

describe("the paper's examples", () => {
  const gold = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0];
  const predicted = [1, 1, 1, 1, 0, 0, 1, 0, 0, 0];

  test("two classes, four true positives", () => {
    const columns = columnsOf(gold, predicted);
    expect(plainValue(f1(columns))).toBeCloseTo(0.727273, 6);
    expect(plainValue(macroF1(columns))).toBeCloseTo(0.69697, 6);
    expect(plainValue(matthewsCorrelation(columns))).toBeCloseTo(0.408248, 6);
  });

  test("predicting 1 always", () => {
    const columns = columnsOf(gold, new Array(10).fill(1));
    expect(plainValue(f1(columns))).toBeCloseTo(0.75, 12);
    expect(plainValue(matthewsCorrelation(columns))).toBe(0);
  });

  test("three classes, one of them out of scope", () => {
    const columns = columnsOf([0, 0, 1, 1, 2, 2, 2], [0, 1, 1, 1, 2, 2, 0]);
    expect([0, 1, 2].map((index) => plainValue(f1(columns, index)))).toEqual([0.5, 0.8, 0.8]);
    expect(plainValue(macroF1(columns))).toBeCloseTo(0.7, 12);
  });
});

// The same formulas in float64: only rounding may differ.
describe.each(METRICS)("%s", (name, metric) => {
  test.each(golden.labels)("equals scikit-learn's on the rows as drawn: $name", (reference) => {
    const value = valueOn(metric(columnsOf(reference.gold, reference.predicted)), Uint32Array.from(reference.counts));
    expect(value).toBeCloseTo(reference[name as "f1" | "macro_f1" | "matthews_correlation"], 12);
  });

  test("is undefined over no rows", () => {
    expect(plainValue(metric(columnsOf([], [])))).toBeNull();
    expect(valueOn(metric(columnsOf([0, 1], [0, 1])), Uint32Array.of(0, 0))).toBeNull();
  });

  test("of perfect predictions falls with a row that has no answer", () => {
    const gold = [1, 1, 0, 0];
    expect(plainValue(metric(columnsOf(gold, gold)))).toBe(1);
    expect(plainValue(metric(columnsOf(gold, [1, null, 0, 0])))).toBeLessThan(1);
  });
});

test("F1 of a class that is in neither gold nor predictions is undefined; of one that is in either, 0", () => {
  expect(plainValue(f1(columnsOf([0, 0], [0, 0])))).toBeNull();
  expect(plainValue(f1(columnsOf([0, 1], [0, 1]), 0))).toBe(1);
  expect(plainValue(f1(columnsOf([0, 0], [0, 1])))).toBe(0);
  expect(plainValue(f1(columnsOf([0, 1], [0, 0])))).toBe(0);
});

test("Matthews' correlation of one class on both sides is 0 by convention, but no resample's value", () => {
  const one = matthewsCorrelation(columnsOf([0, 0], [0, 0]));
  expect([plainValue(one), drawnValue(one, Uint32Array.of(1, 1))]).toEqual([0, null]);
  // Where one side varies, nothing correlates with it: that is a measurement.
  const constant = matthewsCorrelation(columnsOf([0, 1], [0, 0]));
  expect([plainValue(constant), drawnValue(constant, Uint32Array.of(1, 1))]).toEqual([0, 0]);
  expect(drawnValue(constant, Uint32Array.of(2, 0))).toBeNull();
});

describe("a perfect model of a class that 3 rows in 100 have", () => {
  const gold = Array.from({ length: 100 }, (_, i) => (i % 40 === 7 ? 1 : 0));

  test.each(METRICS)("has no interval from 0 to 1: %s", async (_, metric) => {
    expect((await bootstrap(metric(columnsOf(gold, gold))))!.ci95).toEqual([1, 1]);
  });

  test("one in twenty resamples has no positive: F1 and Matthews leave it out, macro F1 does without the class", async () => {
    const bootstrapped = METRICS.map(([, metric]) => bootstrap(metric(columnsOf(gold, gold))));
    const left = (await Promise.all(bootstrapped)).map((found) => found!.undefinedDraws / 10_000);
    expect(left[0]).toBeGreaterThan(0.04); // 0.97 ** 100 = 0.0476
    expect(left[0]).toBeLessThan(0.055);
    expect(left).toEqual([left[0], 0, left[0]]);
  });

  test("a false alarm is one in resamples without a positive, too", async () => {
    const predicted = gold.map((label, i) => (i === 0 ? 1 : label));
    const { ci95, undefinedDraws } = (await bootstrap(f1(columnsOf(gold, predicted))))!;
    expect(ci95).toEqual([0, 1]);
    expect(undefinedDraws / 10_000).toBeLessThan(0.025); // 0.96 ** 100 = 0.0169
  });
});

test("a row without an answer costs recall, not another class's precision", () => {
  const columns = columnsOf([1, 1, 0, 0], [1, null, 0, 0]);
  expect(plainValue(f1(columns, 1))).toBe(2 / 3);
  expect(plainValue(f1(columns, 0))).toBe(1);
});

test("Matthews' correlation stays exact for a million rows", () => {
  const columns = columnsOf([1, 1, 0, 0], [1, 0, 1, 0]);
  // TP 4e5, FN 1e5, FP 1e5, TN 4e5: (16e10 - 1e10) / 25e10.
  expect(valueOn(matthewsCorrelation(columns), Uint32Array.of(4e5, 1e5, 1e5, 4e5))).toBeCloseTo(0.6, 14);
});

test("refuses lists of different length and labels that are none", () => {
  expect(() => labelColumns([0], [], 2)).toThrow(RangeError);
  expect(() => labelColumns([2], [0], 2)).toThrow(RangeError);
  expect(() => labelColumns([0], [2], 2)).toThrow(RangeError);
  expect(() => labelColumns([0.5], [0], 2)).toThrow(RangeError);
});
