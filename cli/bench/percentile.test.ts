import { expect, test } from "vitest";
import { percentile } from "./percentile.ts";

// The worked example of the nearest-rank method: https://en.wikipedia.org/wiki/Percentile
test.each([
  [0.05, 15],
  [0.3, 20],
  [0.4, 20],
  [0.5, 35],
  [1, 50],
])("percentile %d of 15, 20, 35, 40, 50 is %d, whatever their order", (p, expected) => {
  expect(percentile([40, 15, 50, 20, 35], p)).toBe(expected);
});

test("numbers are ordered by size, not as text", () => {
  expect(percentile([9, 10, 100], 0.5)).toBe(10);
});

test("there is no percentile of nothing", () => {
  expect(() => percentile([], 0.5)).toThrow(RangeError);
});
