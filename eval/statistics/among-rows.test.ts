import { expect, test } from "vitest";
import { matthewsCorrelation } from "../metrics/matthews.ts";
import { amongRows } from "./among-rows.ts";
import { plainValue, shareOf, valueOn } from "./statistic.ts";

test("rows that a metric leaves out count for nothing, however often they are drawn", () => {
  const metric = amongRows(shareOf([1, 0, 1]), Uint32Array.of(0, 2, 3), 5);
  expect(plainValue(metric)).toBe(2 / 3);
  expect(valueOn(metric, Uint32Array.of(1, 9, 3, 0, 9))).toBe(1 / 4);
  expect(valueOn(metric, Uint32Array.of(0, 9, 0, 0, 0))).toBeNull();
});

test("what the metric is by convention it stays", () => {
  const columns = { classes: 2, gold: Uint32Array.of(1, 1), predicted: Uint32Array.of(1, 1) };
  expect(plainValue(amongRows(matthewsCorrelation(columns), Uint32Array.of(0, 2), 3))).toBe(0);
});
