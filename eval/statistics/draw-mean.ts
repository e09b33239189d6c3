import { clusteringOf } from "./clusters.ts";
import { contrastValue, resampler } from "./contrast.ts";
import { inBlocks } from "./in-blocks.ts";
import { createRandom } from "./random.ts";
import { DEFAULTS, type ResamplingOptions } from "./resampling.ts";
import { rowsOf, type Statistic } from "./statistic.ts";

/** A value of a model, and what it is on each draw of the rows: NaN where it is undefined. */
export interface Drawn {
  value: number;
  draws: Float64Array;
  /** What was drawn: rows, or clusters where rows come in them, of all suites together. */
  units: number;
}

/** A metric over the rows of one suite; the sign is -1 where less is better. */
export type Signed = readonly [sign: 1 | -1, metric: Statistic];

/**
 * The mean of a model's metrics over suites, more is better, whose rows are drawn independently, each suite's with replacement.
 *
 * A draw depends on the seed, on how many rows and on which clusters there are, and on nothing else: models that are drawn one
 * after the other with the same options, over the same rows in the same order, are drawn together, so that draw b of one may be
 * held against draw b of another. Null where a metric is undefined on the rows.
 */
export async function drawMean(
  metrics: readonly Signed[],
  { draws = DEFAULTS.draws, seed = DEFAULTS.seed, turn }: ResamplingOptions = {},
): Promise<Drawn | null> {
  const drawn: Drawn = { value: 0, draws: new Float64Array(draws), units: 0 };
  for (const [suite, signed] of metrics.entries()) {
    const value = contrastValue([signed]);
    if (value === null) return null;
    drawn.value += value / metrics.length;
    drawn.units += clusteringOf(signed[1])?.count ?? rowsOf(signed[1]);
    const draw = resampler([signed], createRandom(seed + suite));
    await inBlocks({ times: draws, steps: rowsOf(signed[1]), turn }, (b) => {
      drawn.draws[b] += (draw() ?? Number.NaN) / metrics.length;
    });
  }
  return drawn;
}
