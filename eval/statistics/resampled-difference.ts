import { type Contrast, clustersIn, contrastValue, resampler, rowCount } from "./contrast.ts";
import { clustersBehind } from "./effective-clusters.ts";
import { expandedP } from "./few-clusters.ts";
import { createRandom } from "./random.ts";
import {
  centredP,
  clusterInterval,
  DEFAULTS,
  percentileInterval,
  type ResamplingOptions,
  resampledValues,
} from "./resampling.ts";
import type { Interval } from "./wilson.ts";

export interface ResampledDifference {
  difference: number;
  /** Percentile interval of the difference. */
  ci95: Interval;
  /** Of "the difference is 0", two-sided. */
  p_value: number;
  /** Resamples on which every metric is defined. */
  draws: number;
}

/**
 * Bootstrap of a difference that is a sum of contrasts, each over rows of its own and drawn independently of the others.
 *
 * p is at least `2^(1 - n)`, n all rows: of the 2ⁿ ways to exchange two models' answers row by row, two are as extreme as can
 * be, so a smaller p is no evidence. (One row has one resample, whose difference does not vary at all.) Rows in clusters count
 * as one there, and interval and p are expanded by how many clusters there are in effect.
 *
 * Null where a metric is undefined on the rows, or on more than half of the draws, and where rows are all of one cluster; fewer
 * such draws are left out.
 */
export async function resampledDifference(
  independent: readonly Contrast[],
  { draws = DEFAULTS.draws, seed = DEFAULTS.seed, turn }: ResamplingOptions = {},
): Promise<ResampledDifference | null> {
  const difference = sumOf(independent, contrastValue);
  if (difference === null) return null;
  const clusterings = independent.map((contrast) => clustersIn(contrast)?.count);
  if (clusterings.includes(1)) return null;
  const random = createRandom(seed);
  const resamplers = independent.map((contrast) => resampler(contrast, random));
  const steps = independent.reduce((sum, contrast) => sum + contrast.length * rowCount(contrast), 0);
  const values = await resampledValues({ draws, steps, turn }, () => sumOf(resamplers, (draw) => draw()));
  if (values === null) return null;
  const units = independent.reduce((sum, contrast, i) => sum + (clusterings[i] ?? rowCount(contrast)), 0);
  const behind = await clustersBehind(independent, values, { seed, turn });
  const p = centredP(difference, values);
  return {
    difference,
    ci95: behind === undefined ? percentileInterval(values) : clusterInterval(values, behind, difference),
    p_value: Math.max(behind === undefined ? p : expandedP(p, behind.clusters), 2 ** (1 - units)),
    draws: values.length,
  };
}

/** Null as soon as one value is. */
function sumOf<T>(items: readonly T[], measure: (item: T) => number | null): number | null {
  let sum = 0;
  for (const item of items) {
    const value = measure(item);
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
