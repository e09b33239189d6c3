import { resampler } from "./contrast.ts";
import { createRandom } from "./random.ts";
import { DEFAULTS, percentileInterval, type ResamplingOptions, resampledValues } from "./resampling.ts";
import { rowsOf, type Statistic } from "./statistic.ts";
import type { Interval } from "./wilson.ts";

/**
 * 95 % percentile bootstrap interval of a metric: rows are drawn with replacement, as many as there are, and the whole
 * metric is computed again on each draw.
 *
 * Null without rows, and where the metric is undefined on more than half of the draws; fewer such draws are left out.
 * Source: Efron 1979; Efron and Tibshirani 1993, section 13.3.
 */
export function bootstrapInterval(
  metric: Statistic,
  { draws = DEFAULTS.draws, seed = DEFAULTS.seed }: ResamplingOptions = {},
): Interval | null {
  if (rowsOf(metric) === 0) return null;
  const values = resampledValues(draws, resampler([[1, metric]], createRandom(seed)));
  return values && percentileInterval(values);
}
