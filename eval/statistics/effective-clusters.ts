import { type Clustering, clusterSums } from "./clusters.ts";
import { type Contrast, clustersIn, resampler, rowCount } from "./contrast.ts";
import { createRandom } from "./random.ts";
import { type Behind, type ResamplingOptions, resampledValues } from "./resampling.ts";
import type { Statistic } from "./statistic.ts";

/** The metric with its rows by themselves. */
export function withoutClusters<S extends Statistic>(statistic: S): S {
  const { clusters: _, ...plain } = statistic;
  return plain as S;
}

/**
 * How many clusters of one size would tell as much: `(Σ γ_k)² / Σ γ_k²` with `γ_k = n_k (1 + (n_k - 1) ρ)`, what cluster k has of
 * the variance where rows of a cluster are correlated by ρ. As many as there are where all have one size; fewer where few
 * large ones decide. ρ follows from `inflation`, the variance over that of rows by themselves: `1 + (Σ n_k² / n - 1) ρ`.
 * Source: Carter, Schnepel and Steigerwald 2017, Review of Economics and Statistics 99, 698-709, equation 6 for a mean.
 */
export function effectiveClusters(clustering: Clustering, inflation: number): number {
  const sizes = clusterSums(clustering);
  const square = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);
  const meanRowsBeside = square(sizes) / clustering.of.length - 1;
  const correlation = Math.min(1, Math.max(0, (inflation - 1) / meanRowsBeside));
  const shares = sizes.map((size) => size * (1 + (size - 1) * correlation));
  return shares.reduce((sum, share) => sum + share, 0) ** 2 / square(shares);
}

/** The same as a whole number, two at least; what rounding takes from as many as there are is given back. */
export const wholeClusters = (clustering: Clustering, inflation: number): number =>
  Math.max(2, Math.floor(effectiveClusters(clustering, inflation) + 1e-9));

/** Draws of rows by themselves: enough for their variance to 7 %. */
const ROW_DRAWS = 400;

/** What stands behind draws of a sum of contrasts. Undefined where all rows are by themselves. */
export async function clustersBehind(
  independent: readonly Contrast[],
  values: Float64Array,
  { seed = 0, turn }: ResamplingOptions,
): Promise<Behind | undefined> {
  const clusterings = independent.flatMap((contrast) => clustersIn(contrast) ?? []);
  if (clusterings.length === 0) return undefined;
  const random = createRandom(seed);
  const draws = independent.map((contrast) =>
    resampler(
      contrast.map(([sign, metric]) => [sign, withoutClusters(metric)] as const),
      random,
    ),
  );
  const steps = independent.reduce((sum, contrast) => sum + contrast.length * rowCount(contrast), 0);
  const byRows = await resampledValues({ draws: ROW_DRAWS, steps, turn }, () => {
    const sides = draws.map((draw) => draw());
    return sides.includes(null) ? null : sides.reduce<number>((sum, side) => sum + side!, 0);
  });
  const ofRows = byRows === null ? 0 : variance(byRows);
  const inflation = ofRows > 0 ? variance(values) / ofRows : 1;
  return {
    clusters: Math.min(...clusterings.map((each) => wholeClusters(each, inflation))),
    byRows: Math.sqrt(ofRows),
  };
}

function variance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
