import type { PairedTable } from "./paired-table.ts";
import { type Interval, wilson } from "./wilson.ts";

/**
 * 95 % interval for the difference of two proportions seen on the same rows, `θ = pA - pB`: Newcombe's method 10.
 *
 * With [lA, uA] and [lB, uB] the Wilson intervals of the two accuracies, squares are added as for independent ones,
 * less what the pairing explains:
 * `low  = θ - √((pA-lA)² - 2φ(pA-lA)(uB-pB) + (uB-pB)²)`,
 * `high = θ + √((uA-pA)² - 2φ(uA-pA)(pB-lB) + (pB-lB)²)`.
 * φ is the correlation of the 2x2 table, shrunk towards 0 where positive (the continuity correction that makes it method
 * 10 and not 8): its numerator `both·neither - aOnly·bOnly` becomes `max(numerator - n/2, 0)`; a negative one stays.
 * A table with an empty margin has no correlation: φ = 0.
 *
 * Source: Newcombe 1998, Statistics in Medicine 17, 2635-2650. Throws RangeError for an empty table.
 */
export function newcombePaired({ both, aOnly, bOnly, neither }: PairedTable): Interval {
  const n = both + aOnly + bOnly + neither;
  const [rightA, rightB] = [both + aOnly, both + bOnly];
  const [lowA, highA] = wilson(rightA, n);
  const [lowB, highB] = wilson(rightB, n);
  const [pA, pB] = [rightA / n, rightB / n];

  const margins = rightA * (n - rightA) * rightB * (n - rightB);
  const cross = both * neither - aOnly * bOnly;
  const phi = margins === 0 ? 0 : (cross > 0 ? Math.max(cross - n / 2, 0) : cross) / Math.sqrt(margins);

  const reach = (x: number, y: number) => Math.sqrt(x * x - 2 * phi * x * y + y * y);
  const difference = (aOnly - bOnly) / n;
  return [
    Math.max(-1, difference - reach(pA - lowA, highB - pB)),
    Math.min(1, difference + reach(highA - pA, pB - lowB)),
  ];
}
