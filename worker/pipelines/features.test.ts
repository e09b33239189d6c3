import { expect, test } from "vitest";
import { normalized, pooled, rowsOf } from "./features.ts";

const tokens = Float32Array.of(3, 4, 0, 0, 6, -1); // [3, 2]

test("the mean is over all tokens, cls is the first one's", () => {
  expect([...pooled(tokens, 2, "mean")]).toEqual([3, 1]);
  expect([...pooled(tokens, 2, "cls")]).toEqual([3, 4]);
});

test("rows are divided by their length, and zeros stay zeros", () => {
  const rows = rowsOf(normalized(tokens, 2), 2);
  expect(rows[0]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  expect(rows[1]).toEqual([0, 0]);
  expect(Math.hypot(...rows[2]!)).toBeCloseTo(1, 6);
});
