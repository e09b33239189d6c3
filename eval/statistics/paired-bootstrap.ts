import { type ResampledDifference, resampledDifference } from "./resampled-difference.ts";
import type { ResamplingOptions } from "./resampling.ts";
import type { Statistic } from "./statistic.ts";

/**
 * Paired bootstrap of the difference a - b of a metric between two models on the same rows: each draw of rows, with
 * replacement, is the same for both. 95 % percentile interval, and p by `centredP`, at least `2^(1 - n)`. Identical answers give p = 1, [0, 0].
 *
 * Null without rows, where a metric is undefined on them, or on more than half of the draws. Throws RangeError when a and
 * b have different numbers of rows.
 */
export const pairedBootstrap = (
  a: Statistic,
  b: Statistic,
  options?: ResamplingOptions,
): Promise<ResampledDifference | null> =>
  resampledDifference(
    [
      [
        [1, a],
        [-1, b],
      ],
    ],
    options,
  );
