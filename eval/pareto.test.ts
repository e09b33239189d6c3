import { expect, test } from "vitest";
import { paretoFront } from "./pareto.ts";

const front = (...points: [value: number, cost: number][]) =>
  paretoFront(points.map(([value, cost]) => ({ value, cost })));

test("a model is off the front when another is as good for less, or better for the same", () => {
  expect(front([0.91, 22], [0.9, 12], [0.89, 12], [0.89, 13])).toEqual([true, true, false, false]);
});

test("equal models stay on it together", () => {
  expect(front([0.9, 10], [0.9, 10], [0.8, 5])).toEqual([true, true, true]);
});

test("a lone model is on it, and of none there is none", () => {
  expect(front([0.5, 1])).toEqual([true]);
  expect(front()).toEqual([]);
});
