import { expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { mcnemarExact, mcnemarMidP } from "./mcnemar.ts";

test.each(golden.mcnemar)("matches scipy's exact binomial test: $a_only against $b_only", ({ a_only, b_only, p }) => {
  // Relative: p spans 300 orders of magnitude. scipy itself is good to about 1e-10 at n = 1e6.
  const value = mcnemarExact(a_only, b_only);
  if (p === 0) expect(value).toBe(0);
  else expect(Math.abs(value / p - 1)).toBeLessThan(a_only + b_only > 10_000 ? 1e-9 : 1e-12);
});

test.each(golden.mcnemar_mid_p)(
  "mid-p matches scipy's binomial sums: $a_only against $b_only",
  ({ a_only, b_only, p }) => {
    expect(Math.abs(mcnemarMidP(a_only, b_only) / p - 1)).toBeLessThan(a_only + b_only > 10_000 ? 1e-9 : 1e-12);
  },
);

test("the published table", () => {
  for (const [b, c, exact, midP] of [
    [3, 9, 0.145996, 0.092285],
    [1, 8, 0.039062, 0.021484],
    [5, 5, 1, 1],
    [10, 25, 0.016674, 0.011331],
    [0, 0, 1, 1],
  ] as const) {
    expect(Math.abs(mcnemarExact(b, c) - exact)).toBeLessThan(1e-6);
    expect(Math.abs(mcnemarMidP(b, c) - midP)).toBeLessThan(1e-6);
  }
});

test("mid-p is below the exact p, and the same either way round", () => {
  for (let b = 0; b <= 12; b++)
    for (let c = 0; c < b; c++) {
      expect(mcnemarMidP(b, c)).toBeLessThan(mcnemarExact(b, c));
      expect(mcnemarMidP(c, b)).toBe(mcnemarMidP(b, c));
    }
});

test("small counts give the fractions that integer arithmetic gives", () => {
  for (let b = 0; b <= 12; b++)
    for (let c = 0; c <= 12; c++) {
      const n = b + c;
      let ways = 0;
      for (let k = 0, choose = 1; k <= Math.min(b, c); choose = (choose * (n - k)) / ++k) ways += choose;
      expect(mcnemarExact(b, c)).toBeCloseTo(Math.min(1, (2 * ways) / 2 ** n), 14);
    }
});

test("does not care which model is called a", () => {
  for (const [b, c] of [
    [3, 9],
    [0, 17],
    [40, 41],
    [1234, 1300],
  ])
    expect(mcnemarExact(b, c)).toBe(mcnemarExact(c, b));
});

test("all right against all wrong on n rows is 2^(1-n)", () => {
  for (const n of [1, 2, 10, 52]) expect(mcnemarExact(n, 0)).toBeCloseTo(2 ** (1 - n), 15);
});

test.each([
  [-1, 2],
  [0.5, 2],
  [Number.NaN, 1],
])("refuses %d and %d", (b, c) => {
  expect(() => mcnemarExact(b, c)).toThrow(RangeError);
  expect(() => mcnemarMidP(b, c)).toThrow(RangeError);
});
