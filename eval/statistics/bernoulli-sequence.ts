import { logBinomial } from "./binomial.ts";
import type { Interval } from "./wilson.ts";

/**
 * `ln E(p)`: the evidence of k successes in n trials against the probability p, 0 < p < 1, of the beta-binomial mixture with a
 * uniform prior. While every trial succeeds with probability p, it is `ln(1/alpha)` or more at any time with probability alpha at most.
 *
 * `E = B(1+k, 1+n-k) / (pᵏ (1-p)ⁿ⁻ᵏ) = 1 / ((n+1) P(X = k))` with X binomial: no beta function is needed.
 * Source: Robbins 1970, Statistical methods related to the law of the iterated logarithm; the beta-binomial mixture of Howard, Ramdas,
 * McAuliffe and Sekhon 2021 (arXiv 1810.08240).
 */
export const logBernoulliEvidence = (k: number, n: number, p: number): number =>
  -Math.log(n + 1) - logBinomial(k, n, p);

/**
 * Confidence sequence for a proportion of which k of n are seen: the p with `E(p) < 1/alpha`. Valid at all n at once, where the
 * trials are independent with one probability. n >= 0; the whole of [0, 1] at n = 0. Equals `1 - [high, low]` of n - k.
 * Throws RangeError unless 0 <= k <= n.
 */
export function bernoulliSequence(k: number, n: number, alpha = 0.05): Interval {
  if (!(n >= 0 && k >= 0 && k <= n)) throw new RangeError(`bernoulliSequence: ${k} of ${n} is not a proportion`);
  return [lowerEnd(k, n, alpha), 1 - lowerEnd(n - k, n, alpha)];
}

function lowerEnd(k: number, n: number, alpha: number): number {
  if (k === 0) return 0;
  const level = -Math.log(alpha);
  if (k === n) return Math.exp(-(level + Math.log(n + 1)) / n);
  let [low, high] = [0, k / n];
  for (let middle = high / 2; low < middle && middle < high; middle = (low + high) / 2)
    if (logBernoulliEvidence(k, n, middle) < level) high = middle;
    else low = middle;
  return high;
}
