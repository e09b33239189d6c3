import { expect, test } from "vitest";
import golden from "../../test/golden/confidence-sequences.json" with { type: "json" };
import { bernoulliSequence, logBernoulliEvidence } from "./bernoulli-sequence.ts";

test.each(golden.bernoulli)("matches ville: $k of $n at $alpha", ({ k, n, alpha, ci }) => {
  const [low, high] = bernoulliSequence(k, n, alpha);
  // ville's logarithms are of the size of n.
  expect(Math.abs(low - ci[0])).toBeLessThan(1e-12 + 1e-15 * n);
  expect(Math.abs(high - ci[1])).toBeLessThan(1e-12 + 1e-15 * n);
});

test("holds k/n, mirrors under k -> n - k, and holds the same p as the evidence says", () => {
  for (const n of [1, 2, 7, 50, 872])
    for (let k = 0; k <= n; k++) {
      const [low, high] = bernoulliSequence(k, n);
      expect(low >= 0 && low <= k / n && k / n <= high && high <= 1, `${k} of ${n}`).toBe(true);
      const mirrored = bernoulliSequence(n - k, n);
      expect(1 - mirrored[1]).toBeCloseTo(low, 14);
      expect(1 - mirrored[0]).toBeCloseTo(high, 14);
      for (const p of [0.001, 0.3, 0.5, 0.92])
        expect(logBernoulliEvidence(k, n, p) < Math.log(20), `${p}: ${k} of ${n}`).toBe(low < p && p < high);
    }
});

test("before the first answer nothing is known", () => {
  expect(bernoulliSequence(0, 0)).toEqual([0, 1]);
});

test("the evidence has the mean 1 where the probability is the true one", () => {
  const choose = [1, 6, 15, 20, 15, 6, 1];
  const mean = choose.reduce(
    (sum, ways, k) => sum + ways * 0.3 ** k * 0.7 ** (6 - k) * Math.exp(logBernoulliEvidence(k, 6, 0.3)),
    0,
  );
  expect(mean).toBeCloseTo(1, 14);
});

test.each([
  [3, 2],
  [-1, 2],
  [Number.NaN, 2],
])("refuses %d of %d", (k, n) => {
  expect(() => bernoulliSequence(k, n)).toThrow(RangeError);
});
