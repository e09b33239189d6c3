import { expect, test } from "vitest";
import { expectedUnits } from "./expected.ts";

test("a margin costs what the simulation says, and half of it four times as much", () => {
  // bench/experiments/results.json: 8,289 units of a fixed-size test, 1.23 times of it on average.
  expect(expectedUnits(0.02)).toBe(10_000);
  expect(expectedUnits(0.01) / expectedUnits(0.02)).toBeCloseTo(4, 0);
});
