import { expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { newcombePaired } from "./newcombe-paired.ts";

const table = ([both, aOnly, bOnly, neither]: number[]) => ({ both, aOnly, bOnly, neither });

test.each(golden.newcombe_paired)("matches the reference: $table", ({ table: counts, ci95 }) => {
  const [low, high] = newcombePaired(table(counts));
  expect(low).toBeCloseTo(ci95[0], 13);
  expect(high).toBeCloseTo(ci95[1], 13);
});

test.each(golden.newcombe_published)("matches the interval printed in $in", ({ table: counts, ci95, digits }) => {
  const [low, high] = newcombePaired(table(counts));
  expect(Number(low.toFixed(digits))).toBe(ci95[0]);
  expect(Number(high.toFixed(digits))).toBe(ci95[1]);
});

test.each(golden.newcombe_independent)("is the interval for independent proportions where phi is 0: $table", (g) => {
  const [low, high] = newcombePaired(table(g.table));
  expect(low).toBeCloseTo(g.ci95[0], 13);
  expect(high).toBeCloseTo(g.ci95[1], 13);
});

/** Every table of n rows, for small n: 4-part compositions. */
function* tables(n: number) {
  for (let both = 0; both <= n; both++)
    for (let aOnly = 0; aOnly <= n - both; aOnly++)
      for (let bOnly = 0; bOnly <= n - both - aOnly; bOnly++)
        yield { both, aOnly, bOnly, neither: n - both - aOnly - bOnly };
}

test("for every table of up to 14 rows: holds the difference, stays within [-1, 1], and changes sign with a swap", () => {
  for (let n = 1; n <= 14; n++)
    for (const t of tables(n)) {
      const [low, high] = newcombePaired(t);
      const difference = (t.aOnly - t.bOnly) / n;
      expect(low >= -1 && low <= difference && difference <= high && high <= 1, JSON.stringify(t)).toBe(true);
      const swapped = newcombePaired({ ...t, aOnly: t.bOnly, bOnly: t.aOnly });
      expect(-swapped[1]).toBeCloseTo(low, 14);
      expect(-swapped[0]).toBeCloseTo(high, 14);
    }
});

test("an empty table has no difference", () => {
  expect(() => newcombePaired({ both: 0, aOnly: 0, bOnly: 0, neither: 0 })).toThrow(RangeError);
});
