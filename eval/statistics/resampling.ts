import { expandedTail, FEW } from "./few-clusters.ts";
import { inBlocks, type Turn } from "./in-blocks.ts";
import { studentQuantile } from "./student-t.ts";
import type { Interval } from "./wilson.ts";
import { Z95 } from "./z95.ts";

/** How a resampling method runs; the same options give the same result on every machine. */
export interface ResamplingOptions {
  /** Resamples drawn: 10,000 unless told. */
  draws?: number;
  /** Of the generator (random.ts): 17 unless told. */
  seed?: number;
  /** Awaited between blocks of draws, for others to have turns; it changes no result. Without it all is drawn in one go. */
  turn?: Turn | undefined;
}

export const DEFAULTS = { draws: 10_000, seed: 17 } as const;

/**
 * The values of `draws` resamples, each of which takes so many `steps` (in-blocks.ts). Those on which the metric is undefined are left out; null when they are more than half,
 * since what is left then says little of the metric. Throws RangeError unless `draws` is a whole number above 0.
 */
export async function resampledValues(
  { draws, steps, turn }: { draws: number; steps: number; turn?: Turn | undefined },
  draw: () => number | null,
): Promise<Float64Array | null> {
  if (!(Number.isSafeInteger(draws) && draws > 0)) throw new RangeError(`resampling: cannot draw ${draws} resamples`);
  const values = new Float64Array(draws);
  let defined = 0;
  await inBlocks({ times: draws, steps, turn }, () => {
    const value = draw();
    if (value !== null) values[defined++] = value;
  });
  return defined * 2 < draws ? null : values.subarray(0, defined);
}

/** The 95 % percentile interval: a quantile is the smallest value whose cumulative share reaches it. */
export function percentileInterval(values: Float64Array): Interval {
  const sorted = values.toSorted();
  // Thousandths keep the products whole: 0.975 n may round to just above a whole number.
  const quantile = (thousandths: number) => sorted[Math.ceil((thousandths * sorted.length) / 1000) - 1];
  return [quantile(25), quantile(975)];
}

/** What stands behind draws of clusters. */
export interface Behind {
  /** The effective number of clusters, a whole number and two at least; of several contrasts that of the one with fewest. */
  clusters: number;
  /** Standard deviation of draws of the same rows by themselves; 0 where the metric is undefined on most of them. */
  byRows: number;
}

/**
 * The 95 % interval of draws of so many clusters, two at least, around what was observed: the expanded percentile one (few-clusters.ts); of fewer than
 * six clusters Student's, `observed ± t_{0.975, G-1} √(G/(G-1)) s` with s the draws' standard deviation. That is never narrower than
 * `observed ± z_0.975 s'` of the rows by themselves: few clusters come out alike by chance, and then leave no width at all.
 */
export function clusterInterval(values: Float64Array, { clusters, byRows }: Behind, observed: number): Interval {
  if (clusters < FEW) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const byClusters = studentQuantile(0.025, clusters - 1) * Math.sqrt((variance * clusters) / (clusters - 1));
    const reach = Math.max(byClusters, Z95 * byRows);
    return [observed - reach, observed + reach];
  }
  const sorted = values.toSorted();
  const tail = expandedTail(clusters);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return [at(tail), at(1 - tail)];
}

/**
 * Two-sided p of "the difference is 0" from resampled differences: they vary around the observed one as it would around 0,
 * so p is the share of resamples that lie at least as far from it as it lies from 0, `(#{|d* - d| >= |d|} + 1) / (B + 1)`.
 * Source: Efron and Tibshirani 1993, section 16.4; counting the observed itself keeps p above 0 (Davison and Hinkley 1997).
 */
export function centredP(difference: number, values: Float64Array): number {
  const threshold = atLeast(Math.abs(difference));
  let hits = 1;
  for (const value of values) if (Math.abs(value - difference) >= threshold) hits++;
  return hits / (values.length + 1);
}

/** What a number must reach to count as at least `x`, where both carry the rounding of a different order of sums. */
export const atLeast = (x: number): number => x - 1e-12 * Math.max(1, Math.abs(x));
