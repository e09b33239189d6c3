import type { Contrast } from "./contrast.ts";
import { type ResampledDifference, resampledDifference } from "./resampled-difference.ts";
import type { ResamplingOptions } from "./resampling.ts";
import type { Statistic } from "./statistic.ts";

/** A model's metric on the rows as they are and under stress. */
export interface CleanAndStressed {
  clean: Statistic;
  stressed: Statistic;
}

/**
 * How much more a loses under stress than b does: `(a.clean - a.stressed) - (b.clean - b.stressed)`, with a 95 %
 * percentile bootstrap interval and p by `centredP`, at least `2^(1 - rows)`.
 *
 * `paired`: the stressed rows are the clean ones, perturbed, so one draw of rows serves all four metrics. Otherwise they
 * are rows of another suite, and clean and stressed rows are drawn independently, each draw the same for a and b.
 *
 * Null without rows, where a metric is undefined on them, or on more than half of the draws. Throws RangeError when
 * metrics that are drawn together have different numbers of rows.
 */
export async function differenceInDifferences(
  { a, b, paired }: { a: CleanAndStressed; b: CleanAndStressed; paired: boolean },
  options?: ResamplingOptions,
): Promise<ResampledDifference | null> {
  const clean: Contrast = [
    [1, a.clean],
    [-1, b.clean],
  ];
  const stressed: Contrast = [
    [-1, a.stressed],
    [1, b.stressed],
  ];
  return resampledDifference(paired ? [[...clean, ...stressed]] : [clean, stressed], options);
}
