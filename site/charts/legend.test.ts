import { expect, test } from "vitest";
import { legendPlaces } from "./legend.tsx";

const NAMES = ["loss", "development accuracy", "teacher"];

test("names stand in one row where they have room, and begin another where they don't", () => {
  const wide = legendPlaces(NAMES, 600);
  expect(wide.rows).toBe(1);
  expect(wide.places.map(({ row }) => row)).toEqual([0, 0, 0]);
  const xs = wide.places.map(({ x }) => x);
  expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  const narrow = legendPlaces(NAMES, 200);
  expect(narrow.places.map(({ row }) => row)).toEqual([0, 1, 2]);
  expect(narrow.rows).toBe(3);
});

test("a name wider than the picture has a row to itself, and none leave no rows", () => {
  expect(legendPlaces(["a".repeat(100)], 100)).toEqual({ places: [{ x: 0, row: 0 }], rows: 1 });
  expect(legendPlaces([], 100)).toEqual({ places: [], rows: 0 });
});
