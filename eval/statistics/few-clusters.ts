/**
 * What a bootstrap of few clusters leaves out, put back: its draws vary as if the variance were divided by G, not G - 1, and
 * their quantiles are a normal's where t's with G - 1 degrees are due. Both are made up for at the level.
 *
 * Source: Hesterberg 2015, What Teachers Should Know About the Bootstrap, section 5.3, "expanded percentile interval".
 */
import { normalQuantile, normalTail } from "./normal.ts";
import { studentQuantile, studentTail } from "./student-t.ts";

/** Of so few clusters the ends of all draws are the best and the worst one, between which the truth lies in less than 95 of 100 cases. */
export const FEW = 6;

/**
 * What to leave off at either end of the draws for a bound that is wrong with probability `tail`, 0.025 for a 95 % interval:
 * `Φ(-√(G/(G-1)) t_{1-tail, G-1})`. At least two clusters.
 */
export const expandedTail = (clusters: number, tail = 0.025): number =>
  normalTail(Math.sqrt(clusters / (clusters - 1)) * studentQuantile(tail, clusters - 1));

/** A two-sided p of draws of so many clusters, at least two, expanded likewise: at 5 % it is where the interval has its end. */
export function expandedP(p: number, clusters: number): number {
  if (p >= 1) return 1;
  return 2 * studentTail(normalQuantile(p / 2) * Math.sqrt((clusters - 1) / clusters), clusters - 1);
}
