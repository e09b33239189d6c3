import { binomialMass, binomialTail } from "./binomial.ts";
import { type Clustering, clusterSums } from "./clusters.ts";
import type { ResamplingOptions } from "./resampling.ts";
import { signFlip } from "./sign-flip.ts";

/**
 * Two-sided exact McNemar test: p of the discordant counts under "either model is as likely to be the one that is right".
 *
 * `p = min(1, 2 Σ_{k <= min(b, c)} C(n, k) / 2ⁿ)` with b = aOnly, c = bOnly, n = b + c; 1 when n = 0. It is conservative:
 * it rejects a true hypothesis less often than it says. p below 1e-308 comes out as 0.
 *
 * Source: McNemar 1947; the exact form as in Dror et al. 2018. Throws RangeError for counts that are no counts.
 */
export function mcnemarExact(aOnly: number, bOnly: number): number {
  const [least, n] = smallerAndAll(aOnly, bOnly);
  return aOnly === bOnly ? 1 : Math.min(1, 2 * binomialTail(least, n, 0.5));
}

/**
 * Mid-p McNemar test: the exact one with half the probability of what was observed left out on either side,
 * `p = 2 Σ_{k <= min(b, c)} C(n, k) / 2ⁿ - C(n, min(b, c)) / 2ⁿ`; 1 when b = c, so also when n = 0.
 *
 * Rejects a true hypothesis nearly as often as it says. Source: Fagerland, Lydersen and Laake 2013.
 * Throws RangeError for counts that are no counts.
 */
export function mcnemarMidP(aOnly: number, bOnly: number): number {
  const [least, n] = smallerAndAll(aOnly, bOnly);
  return aOnly === bOnly ? 1 : 2 * binomialTail(least, n, 0.5) - binomialMass(least, n, 0.5);
}

/**
 * McNemar's test where rows come in clusters, whose rows may depend on one another in any way: p of `T = (Σ d_k)² / Σ d_k²`,
 * `d_k` the rows of cluster k that only a gets right less those that only b does, under "the two models' answers to a whole
 * cluster could be exchanged". Signs of the `d_k` are flipped, which leaves the denominator as it is, so p is exact where
 * `signFlip` is; clusters of one row each give the exact McNemar test.
 *
 * Source: Yang, Sun and Hardin 2010, Biometrical Journal 52, 638-652, for T, there held against chi-square with one degree.
 */
export const mcnemarClustered = (
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  clustering: Clustering,
  options?: ResamplingOptions,
): Promise<number> =>
  signFlip(
    [
      ...clusterSums(
        clustering,
        Array.from(a, (right, i) => right - b[i]),
      ),
    ],
    options,
  );

function smallerAndAll(aOnly: number, bOnly: number): [smaller: number, all: number] {
  if (!(Number.isSafeInteger(aOnly) && Number.isSafeInteger(bOnly) && aOnly >= 0 && bOnly >= 0))
    throw new RangeError(`mcnemar: ${aOnly} and ${bOnly} are not counts`);
  return [Math.min(aOnly, bOnly), aOnly + bOnly];
}
