import { expect, test } from "vitest";
import { paceOf, type Seen, timeLeft, withLook } from "./pace.ts";

const looks = (...seen: [at: number, done: number][]) =>
  seen.reduce<Seen[]>((all, [at, done]) => withLook(all, { at, done }), []);

test("a pace is rows a second between the looks of the last half minute", () => {
  expect(paceOf(looks([0, 0], [10_000, 100], [20_000, 300]))).toBe(15);
  expect(paceOf(looks([0, 0], [60_000, 100], [70_000, 300]))).toBe(20);
});

test("one look has no pace, nor have looks that saw nothing move", () => {
  expect(paceOf([])).toBeNull();
  expect(paceOf(looks([0, 40]))).toBeNull();
  expect(paceOf(looks([0, 40], [5000, 40]))).toBeNull();
});

test("a slow evaluation keeps the last look that saw it move", () => {
  expect(paceOf(looks([0, 0], [100_000, 10]))).toBe(0.1);
});

test("an evaluation that is resumed with fewer rows begins anew", () => {
  expect(looks([0, 0], [1000, 100], [2000, 20])).toEqual([{ at: 2000, done: 20 }]);
});

test.each([
  [null, 100, ""],
  [10, 0, ""],
  [100, 100, "a few seconds left"],
  [10, 113, "about 15 seconds left"],
  [1, 600, "about 10 minutes left"],
  [1, 9000, "about 2.5 hours left"],
])("at %s rows a second %s rows take: %s", (pace, rows, words) => {
  expect(timeLeft(pace, rows)).toBe(words);
});
