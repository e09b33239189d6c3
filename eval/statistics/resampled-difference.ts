import { type Contrast, contrastValue, resampler, rowCount } from "./contrast.ts";
import { createRandom } from "./random.ts";
import { centredP, DEFAULTS, percentileInterval, type ResamplingOptions, resampledValues } from "./resampling.ts";
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
 * be, so a smaller p is no evidence. (One row has one resample, whose difference does not vary at all.)
 *
 * Null where a metric is undefined on the rows, or on more than half of the draws; fewer such draws are left out.
 */
export async function resampledDifference(
  independent: readonly Contrast[],
  { draws = DEFAULTS.draws, seed = DEFAULTS.seed, turn }: ResamplingOptions = {},
): Promise<ResampledDifference | null> {
  const difference = sumOf(independent, contrastValue);
  if (difference === null) return null;
  const random = createRandom(seed);
  const resamplers = independent.map((contrast) => resampler(contrast, random));
  const steps = independent.reduce((sum, contrast) => sum + contrast.length * rowCount(contrast), 0);
  const values = await resampledValues({ draws, steps, turn }, () => sumOf(resamplers, (draw) => draw()));
  if (values === null) return null;
  const rows = independent.reduce((sum, contrast) => sum + rowCount(contrast), 0);
  return {
    difference,
    ci95: percentileInterval(values),
    p_value: Math.max(centredP(difference, values), 2 ** (1 - rows)),
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
