import { rowsOf, type Statistic } from "./statistic.ts";

/** Rows in clusters, of which at least one has several. */
export interface Clustering {
  /** Of each row its cluster. */
  of: Uint32Array;
  /** How many clusters there are. */
  count: number;
}

/** Clusters by what rows have in common, numbered in the order in which they come up. */
export function numberClusters(names: readonly string[]): Uint32Array {
  const numbers = new Map<string, number>();
  return Uint32Array.from(names, (name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
}

/** The metric over the same rows, in clusters from now on; without any, as it is. */
export const withClusters = <S extends Statistic>(statistic: S, clusters: Uint32Array | null | undefined): S =>
  clusters ? { ...statistic, clusters } : statistic;

/**
 * The clusters of a metric's rows; null where rows are by themselves, which is also so where each has a cluster to itself.
 * Throws RangeError unless every row has one, and numbers go from 0 without gaps.
 */
export const clusteringOf = (statistic: Statistic): Clustering | null =>
  statistic.clusters === undefined ? null : readClusters(statistic.clusters, rowsOf(statistic));

export function readClusters(of: Uint32Array, rows: number): Clustering | null {
  if (of.length !== rows) throw new RangeError(`clusters: ${of.length} rows have one, of ${rows}`);
  const last = of.reduce((most, cluster) => Math.max(most, cluster), -1);
  const count = new Set(of).size;
  if (last + 1 !== count) throw new RangeError(`clusters: ${count} of them are numbered up to ${last}`);
  return count === rows ? null : { of, count };
}

/** Sums over each cluster of one value a row; without values how many rows it has. */
export function clusterSums({ of, count }: Clustering, values?: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(count);
  for (let i = 0; i < of.length; i++) sums[of[i]] += values ? values[i] : 1;
  return sums;
}

/**
 * Variance of the mean of one value a row where rows come in clusters: with `s_k` the sum and `n_k` the rows of cluster k, m
 * the mean of all n rows and G clusters, `G / (G - 1) Σ_k (s_k - n_k m)² / n²`. Of differences a - b of two models it is that
 * of the difference of their means. Each row by itself: the usual variance of a mean.
 *
 * Source: Obuchowski 1998, Statistics in Medicine 17, 1495-1507, for two proportions; Cameron and Miller 2015 as a
 * regression on a constant. Throws RangeError where there are fewer than two clusters, or values of other rows.
 */
export function clusteredVariance(values: ArrayLike<number>, clusters: Uint32Array): number {
  const n = values.length;
  const clustering = readClusters(clusters, n) ?? { of: clusters, count: n };
  if (clustering.count < 2) throw new RangeError(`clusteredVariance: ${clustering.count} cluster has no spread`);
  const [sums, sizes] = [clusterSums(clustering, values), clusterSums(clustering)];
  const mean = sums.reduce((total, sum) => total + sum, 0) / n;
  const squares = sums.reduce((total, sum, k) => total + (sum - sizes[k] * mean) ** 2, 0);
  return ((clustering.count / (clustering.count - 1)) * squares) / (n * n);
}
