import { expect, test } from "vitest";
import { layLegend } from "./legend.tsx";
import { placeLabels } from "./place-labels.ts";
import { shapeOf } from "./shapes.ts";
import { extent, logTicks } from "./ticks.ts";

test("ticks of a logarithmic axis are 1, 2 and 5, or powers alone over many decades", () => {
  expect(logTicks([0.4, 30])).toEqual([0.5, 1, 2, 5, 10, 20]);
  expect(logTicks([1, 1e5])).toEqual([1, 10, 100, 1000, 10_000, 100_000]);
});

test("a single value spans something all the same", () => {
  expect([extent([3, 1, 2]), extent([10]), extent([0])]).toEqual([
    [1, 3],
    [9, 11],
    [-1, 1],
  ]);
});

test("a legend breaks into rows, and one name needs none", () => {
  const entries = ["kronecker", "xtremedistil", "svd"].map((name, series) => ({ name, series }));
  const { placed, height } = layLegend(entries, 220);
  expect(placed.map(({ y }) => y / 18)).toEqual([0, 0, 1]);
  expect(height).toBe(40);
  expect(layLegend(entries.slice(0, 1), 220)).toEqual({ placed: [], height: 0 });
});

test("each series has a mark of its own", () => {
  const marks = [0, 1, 2, 3, 4, 5, 6, 7].map((series) => shapeOf(series)(0, 0));
  expect(new Set(marks).size).toBe(8);
});

test("no label lies on another, and what has no room has none", () => {
  const crowd = Array.from({ length: 12 }, () => ({ x: 100, y: 50, text: "a long name" }));
  const placed = placeLabels(crowd, { left: 0, right: 200, top: 0, bottom: 100 });
  expect(placed.filter((each) => each !== null)).toHaveLength(4);
  expect(placed[0]).toMatchObject({ anchor: "start" });
});
