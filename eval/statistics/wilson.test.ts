import { expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { wilson } from "./wilson.ts";

test.each(golden.wilson)("matches statsmodels: $k of $n", ({ k, n, ci95 }) => {
  const [low, high] = wilson(k, n);
  expect(low).toBeCloseTo(ci95[0], 14);
  expect(high).toBeCloseTo(ci95[1], 14);
});

test("holds k/n, stays within [0, 1] and mirrors under k -> n - k", () => {
  for (const n of [1, 2, 7, 50, 872])
    for (let k = 0; k <= n; k++) {
      const [low, high] = wilson(k, n);
      expect(low >= 0 && low <= k / n && k / n <= high && high <= 1, `${k} of ${n}`).toBe(true);
      expect(1 - wilson(n - k, n)[1]).toBeCloseTo(low, 14);
    }
});

test("narrows when every row is there twice", () => {
  const width = ([low, high]: [number, number]) => high - low;
  expect(width(wilson(160, 200))).toBeLessThan(width(wilson(80, 100)));
});

test.each([
  [0, 0],
  [3, 2],
  [-1, 2],
  [Number.NaN, 2],
])("refuses %d of %d", (k, n) => {
  expect(() => wilson(k, n)).toThrow(RangeError);
});
