import { expect, test } from "vitest";
import { paretoFront } from "./pareto.ts";

/** Points of a value and a cost. */
const front = (...points: [value: number, cost: number][]) =>
  paretoFront(points.map(([value, cost]) => [value, -cost]));

test("a model is off the front when another is as good for less, or better for the same", () => {
  expect(front([0.91, 22], [0.9, 12], [0.89, 12], [0.89, 13])).toEqual([true, true, false, false]);
});

test("equal models stay on it together", () => {
  expect(front([0.9, 10], [0.9, 10], [0.8, 5])).toEqual([true, true, true]);
});

test("a further dimension can only bring models onto the front", () => {
  const points = [
    [0.9, -12, -5],
    [0.89, -12, -3],
    [0.88, -13, -3],
  ];
  expect(paretoFront(points.map((p) => p.slice(0, 2)))).toEqual([true, false, false]);
  expect(paretoFront(points)).toEqual([true, true, false]);
});

test("a lone model is on it, and of none there is none", () => {
  expect(front([0.5, 1])).toEqual([true]);
  expect(front()).toEqual([]);
});

test("points of different dimensions are refused", () => {
  expect(() => paretoFront([[1, 2], [1]])).toThrow(RangeError);
});
