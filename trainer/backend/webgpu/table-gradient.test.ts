import { expect, test } from "vitest";
import { planRuns } from "./table-gradient.ts";

/** Sums by a plan, of numbers in the place of rows. */
function sums(x: readonly number[], { order, starts, targets }: ReturnType<typeof planRuns>["places"]) {
  return Array.from(targets, (target, run) => {
    const places = Array.from(order).slice(starts[run], starts[run + 1]);
    return [target, places.reduce((sum, place) => sum + x[place], 0), places.length] as const;
  });
}

test("places are sorted by id, those of an id in their own order", () => {
  const { places, ids } = planRuns([5, 2, 5, 0, 2, 5]);
  expect(Array.from(places.order)).toEqual([3, 1, 4, 0, 2, 5]);
  expect(places.starts).toEqual([0, 1, 3, 6]);
  expect(places.targets).toEqual([0, 2, 5]);
  expect(ids.targets).toEqual([0, 2, 5]);
});

test("long runs are cut, and their parts summed once more", () => {
  const chosen = Array.from({ length: 1000 }, (_, i) => [3, 900, 3, 7][i % 4] * Number(i < 990));
  const numbers = chosen.map((_, i) => (i % 13) - 6);
  const { places, ids } = planRuns(chosen);
  const parts = sums(numbers, places);
  expect(Math.max(...parts.map(([, , length]) => length))).toBe(64);
  const partSums = parts.map(([, sum]) => sum);
  for (const [id, sum] of sums(partSums, ids))
    expect(sum).toBe(numbers.filter((_, i) => chosen[i] === id).reduce((a, b) => a + b, 0));
  expect(ids.targets).toEqual([0, 3, 7, 900]);
});

test("no places make no runs", () => {
  expect(planRuns([]).places.targets).toEqual([]);
});
