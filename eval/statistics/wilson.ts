import { Z95 } from "./z95.ts";

/** Lower and upper end. */
export type Interval = [low: number, high: number];

/**
 * Wilson's 95 % score interval for a proportion `p = k/n`:
 * `(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)`.
 *
 * Always holds k/n, and equals `1 - [high, low]` of n - k. Source: Wilson 1927.
 * `z`: another quantile than the normal's; neither k nor n need be whole. Throws RangeError unless 0 <= k <= n and n > 0: of nothing there is no proportion.
 */
export function wilson(k: number, n: number, z = Z95): Interval {
  if (!(n > 0 && k >= 0 && k <= n)) throw new RangeError(`wilson: ${k} of ${n} is not a proportion`);
  const p = k / n;
  const z2 = (z * z) / n;
  const centre = p + z2 / 2;
  const half = Math.sqrt(z2 * (p * (1 - p) + z2 / 4));
  // At k = 0 and k = n the end is exact; rounding must not push it past k/n.
  return [k === 0 ? 0 : (centre - half) / (1 + z2), k === n ? 1 : (centre + half) / (1 + z2)];
}
