import { clusteringOf } from "./clusters.ts";
import { type Contrast, resampler } from "./contrast.ts";
import { clustersBehind } from "./effective-clusters.ts";
import { createRandom } from "./random.ts";
import {
  clusterInterval,
  DEFAULTS,
  percentileInterval,
  type ResamplingOptions,
  resampledValues,
} from "./resampling.ts";
import { plainValue, rowsOf, type Statistic } from "./statistic.ts";
import type { Interval } from "./wilson.ts";

export interface Bootstrapped {
  ci95: Interval;
  /** Resamples on which the metric is undefined: they are left out. */
  undefinedDraws: number;
}

/**
 * 95 % percentile bootstrap interval of a metric: rows are drawn with replacement, as many as there are, and the whole
 * metric is computed again on each draw. Rows in clusters are drawn by whole clusters, and the interval is the expanded one.
 *
 * Draws on which the metric is undefined (an F1 without a positive in gold and predictions) are left out and counted, never
 * taken for 0. Null without rows, where all rows are one cluster, and where such draws are more than half.
 * Source: Efron 1979; Efron and Tibshirani 1993, section 13.3; of clusters: Field and Welsh 2007.
 */
export async function bootstrap(
  metric: Statistic,
  { draws = DEFAULTS.draws, seed = DEFAULTS.seed, turn }: ResamplingOptions = {},
): Promise<Bootstrapped | null> {
  const steps = rowsOf(metric);
  if (steps === 0 || clusteringOf(metric)?.count === 1) return null;
  const contrast: Contrast = [[1, metric]];
  const values = await resampledValues({ draws, steps, turn }, resampler(contrast, createRandom(seed)));
  if (values === null) return null;
  const behind = await clustersBehind([contrast], values, { seed, turn });
  const observed = plainValue(metric);
  const ci95 =
    behind === undefined || observed === null ? percentileInterval(values) : clusterInterval(values, behind, observed);
  return { ci95, undefinedDraws: draws - values.length };
}

/** The interval alone. */
export const bootstrapInterval = async (metric: Statistic, options?: ResamplingOptions): Promise<Interval | null> =>
  (await bootstrap(metric, options))?.ci95 ?? null;
