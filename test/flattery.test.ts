import { expect, test } from "vitest";
import { expectedMaximum, neighbourNoise, simulateChoice } from "../bench/choosing/flattery.ts";
import { createRandom } from "../eval/statistics/random.ts";

test("the mean of the largest of normal numbers is that of the tables", () => {
  expect(expectedMaximum(1)).toBeCloseTo(0, 10);
  expect(expectedMaximum(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 6);
  expect(expectedMaximum(3)).toBeCloseTo(3 / (2 * Math.sqrt(Math.PI)), 6);
  expect(expectedMaximum(10)).toBeCloseTo(1.53875, 4); // Harter 1961
});

test("looks at equally good models flatter by the mean of the largest error, and a half costs nothing", () => {
  const { flattered, cost } = simulateChoice(new Array(5).fill(0.8), 0.02, 20_000, createRandom(17));
  expect(flattered / 0.02).toBeCloseTo(expectedMaximum(5), 1);
  expect(cost).toBeCloseTo(0, 12);
});

test("models far apart are told apart: no flattery, no cost", () => {
  const { flattered, cost } = simulateChoice([0.1, 0.5, 0.9], 0.01, 20_000, createRandom(17));
  expect([flattered, cost].map((x) => Math.abs(x) < 3e-4)).toEqual([true, true]);
});

test("neighbours tell the error, whatever the trend was before; three differences are needed", () => {
  expect(neighbourNoise([0, 0.3, 0.6, 0.7, 0.72, 0.7, 0.72, 0.7])).toBeCloseTo(0.02 / Math.SQRT2, 12);
  expect(neighbourNoise([0.5, 0.6, 0.7, 0.8, 0.7])).toBeNull();
});
