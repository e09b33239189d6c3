import { logFairBinomial } from "./binomial.ts";

/**
 * Two-sided exact McNemar test: p of the discordant counts under "either model is as likely to be the one that is right".
 *
 * `p = min(1, 2 Σ_{k <= min(b, c)} C(n, k) / 2ⁿ)` with b = aOnly, c = bOnly, n = b + c; 1 when n = 0.
 * The sum runs down from its largest term, each from the last by `C(n, k-1) = C(n, k) k / (n-k+1)`, until it stops
 * changing, so n = 10⁶ takes microseconds. p below 1e-308 comes out as 0.
 *
 * Source: McNemar 1947; the exact form as in Dror et al. 2018. Throws RangeError for counts that are no counts.
 */
export function mcnemarExact(aOnly: number, bOnly: number): number {
  if (!(Number.isSafeInteger(aOnly) && Number.isSafeInteger(bOnly) && aOnly >= 0 && bOnly >= 0))
    throw new RangeError(`mcnemarExact: ${aOnly} and ${bOnly} are not counts`);
  if (aOnly === bOnly) return 1;
  const n = aOnly + bOnly;
  const least = Math.min(aOnly, bOnly);
  // Relative to the largest term, so that nothing underflows before the end.
  let term = 1;
  let sum = 1;
  for (let k = least; k > 0; k--) {
    term *= k / (n - k + 1);
    if (sum + term === sum) break;
    sum += term;
  }
  return Math.min(1, Math.exp(logFairBinomial(least, n) + Math.log(2 * sum)));
}
