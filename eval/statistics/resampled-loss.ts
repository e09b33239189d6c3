import { type Contrast, clustersIn, contrastValue, resampler, rowCount } from "./contrast.ts";
import { clustersBehind } from "./effective-clusters.ts";
import { expandedTail } from "./few-clusters.ts";
import { createRandom } from "./random.ts";
import { DEFAULTS, type ResamplingOptions, resampledValues } from "./resampling.ts";
import type { Statistic } from "./statistic.ts";
import type { Interval } from "./wilson.ts";

export interface ResampledLoss {
  loss: number;
  bounds: Interval;
}

export interface LossOptions extends ResamplingOptions {
  /** The largest difference that the metric has: 1 unless told, of metrics from 0 to 1. */
  most?: number;
}

/**
 * Bounds of the difference a - b of a metric on the same rows, each by itself on the safe side with probability 1 - `tail`: the
 * quantiles of the paired bootstrap's draws, as many left off at either end. Rows in clusters are drawn by whole clusters, of which
 * few leave expanded quantiles (few-clusters.ts), by as many as there are in effect.
 *
 * A share u = `1 - tail^(1/n)` of all rows is missing from n rows (or clusters) with probability `tail`, so that draws of them, which hardly
 * vary or not at all where rows are alike, know nothing of it. No bound is nearer to the difference d than what it would be with such a share
 * of rows that b all loses, or all wins, `most` each: `d + u (most - d)` and `d - u (most + d)`. (So a share has its exact bounds where models
 * agree on every row, and where b loses all n of them: `2 tail^(1/n) - 1`.)
 *
 * Null without rows, where a metric is undefined on them, or on more than half of the draws, and where rows are all of one
 * cluster. Throws RangeError when a and b have different numbers of rows, or different clusters.
 */
export async function resampledLoss(
  a: Statistic,
  b: Statistic,
  tail: number,
  { most = 1, draws = DEFAULTS.draws, seed = DEFAULTS.seed, turn }: LossOptions = {},
): Promise<ResampledLoss | null> {
  const contrast: Contrast = [
    [1, a],
    [-1, b],
  ];
  const loss = contrastValue(contrast);
  if (loss === null) return null;
  const clusters = clustersIn(contrast)?.count;
  if (clusters === 1) return null;
  const rows = rowCount(contrast);
  const values = await resampledValues({ draws, steps: 2 * rows, turn }, resampler(contrast, createRandom(seed)));
  if (values === null) return null;
  const sorted = values.toSorted();
  const behind = await clustersBehind([contrast], values, { seed, turn });
  const share = behind === undefined ? tail : expandedTail(behind.clusters, tail);
  const leftOff = Math.max(1, Math.ceil(share * sorted.length)) - 1;
  const unseen = 1 - tail ** (1 / (clusters ?? rows));
  return {
    loss,
    bounds: [
      Math.min(sorted[leftOff], loss - unseen * (most + loss)),
      Math.max(sorted[sorted.length - 1 - leftOff], loss + unseen * (most - loss)),
    ],
  };
}
