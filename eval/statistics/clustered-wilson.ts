import { type Clustering, clusteredVariance } from "./clusters.ts";
import { wholeClusters } from "./effective-clusters.ts";
import { FEW } from "./few-clusters.ts";
import { studentQuantile } from "./student-t.ts";
import { type Interval, wilson } from "./wilson.ts";

/**
 * 95 % interval of a share whose rows come in clusters: Wilson's of as many rows as would have this share's variance,
 * `n' = p (1 - p) / v`, with the quantile of Student's t for as many clusters as there are in effect. Percentiles of drawn clusters
 * hold too little where few rows decide and the share is far from a half; this is made for it.
 *
 * v is Obuchowski's variance with `G' / (G' - 1)`, G' the effective number of clusters, in the place of `G / (G - 1)`. Where v is
 * 0, since all clusters have one share, each counts as one row. Of fewer than six clusters in effect, which come out alike by chance, it
 * reaches as far as that of rows by themselves. Null of one cluster.
 * Source: Dean and Pagano 2015, Journal of Survey Statistics and Methodology 3, 484-503 (the modified Wilson interval).
 */
export function clusteredWilson(outcomes: Uint8Array, clustering: Clustering): Interval | null {
  const { of, count } = clustering;
  if (count === 1) return null;
  const n = outcomes.length;
  const share = outcomes.reduce((sum, outcome) => sum + outcome, 0) / n;
  const variance = clusteredVariance(outcomes, of);
  const byRows = (share * (1 - share)) / n;
  const effective = wholeClusters(clustering, byRows > 0 ? variance / byRows : 1);
  const quantile = studentQuantile(0.025, effective - 1);
  const adjusted = (variance * (count - 1) * effective) / (count * (effective - 1));
  const rows = adjusted > 0 ? (share * (1 - share)) / adjusted : count;
  const interval = wilson(share * rows, rows, quantile);
  if (effective >= FEW) return interval;
  const plain = wilson(share * n, n);
  return [Math.min(interval[0], plain[0]), Math.max(interval[1], plain[1])];
}
