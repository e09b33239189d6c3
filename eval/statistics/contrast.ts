import { type Clustering, clusteringOf, clusterSums } from "./clusters.ts";
import type { Random } from "./random.ts";
import { drawnValue, plainValue, rowsOf, type Statistic } from "./statistic.ts";

/**
 * A sum of metrics over the same rows, each with its sign: one metric alone, the difference of two models, the difference
 * of two differences. A resample is one draw of rows for all terms.
 */
export type Contrast = readonly (readonly [sign: 1 | -1, metric: Statistic])[];

/**
 * The contrast on the rows as they are: null without rows and where a metric is undefined on them.
 * Throws RangeError when the metrics have different numbers of rows.
 */
export function contrastValue(contrast: Contrast): number | null {
  if (rowCount(contrast) === 0) return null;
  const scores = shareScores(contrast);
  return scores ? scores.reduce((sum, score) => sum + score, 0) / scores.length : signedSum(contrast, plainValue);
}

/**
 * A function that draws rows with replacement, as many as there are (one at least), and returns the contrast on them: null
 * where a metric is undefined on the rows drawn. Rows in clusters come and go together: whole clusters are drawn, as many as
 * there are, so that the number of rows varies. Throws RangeError when the metrics have different rows or clusters.
 */
export function resampler(contrast: Contrast, random: Random): () => number | null {
  const clustering = clustersIn(contrast);
  const scores = shareScores(contrast);
  if (clustering) return clusterResampler(contrast, clustering, scores, random);
  const counts = new Uint32Array(rowCount(contrast));
  return () => {
    random.tally(counts);
    return scores ? meanOf(scores, counts) : signedSum(contrast, (metric) => drawnValue(metric, counts));
  };
}

function clusterResampler(
  contrast: Contrast,
  clustering: Clustering,
  scores: Int8Array | null,
  random: Random,
): () => number | null {
  const drawn = new Uint32Array(clustering.count);
  if (scores) {
    const [sums, sizes] = [clusterSums(clustering, scores), clusterSums(clustering)];
    return () => {
      random.tally(drawn);
      return totalOf(sums, drawn) / totalOf(sizes, drawn);
    };
  }
  const { of } = clustering;
  const counts = new Uint32Array(of.length);
  return () => {
    random.tally(drawn);
    for (let i = 0; i < counts.length; i++) counts[i] = drawn[of[i]];
    return signedSum(contrast, (metric) => drawnValue(metric, counts));
  };
}

/**
 * The clusters of the rows that the contrast is over; null where each row is by itself.
 * Throws RangeError when its metrics have different clusters.
 */
export function clustersIn(contrast: Contrast): Clustering | null {
  rowCount(contrast);
  const [first, ...others] = contrast.map(([, metric]) => metric.clusters);
  if (others.some((clusters) => !same(first, clusters)))
    throw new RangeError("contrast: its metrics have different clusters");
  return clusteringOf(contrast[0][1]);
}

const same = (one: Uint32Array | undefined, other: Uint32Array | undefined): boolean =>
  one === other || (one?.length === other?.length && (one?.every((cluster, i) => cluster === other?.[i]) ?? false));

/** Over rows drawn `counts[i]` times, as many as there are rows: a sum of whole numbers, so exact until it is divided. */
const meanOf = (scores: Int8Array, counts: Uint32Array): number => totalOf(scores, counts) / scores.length;

function totalOf(values: Int8Array | Float64Array, counts: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += counts[i] * values[i];
  return sum;
}

/** What each row adds to a contrast of shares; null for any other. */
function shareScores(contrast: Contrast): Int8Array | null {
  const scores = new Int8Array(rowCount(contrast));
  for (const [sign, metric] of contrast) {
    if (metric.kind !== "share") return null;
    for (let i = 0; i < scores.length; i++) scores[i] += sign * metric.outcomes[i];
  }
  return scores;
}

function signedSum(contrast: Contrast, measure: (metric: Statistic) => number | null): number | null {
  let sum = 0;
  for (const [sign, metric] of contrast) {
    const value = measure(metric);
    if (value === null) return null;
    sum += sign * value;
  }
  return sum;
}

/** Rows that the contrast is over. Throws RangeError when its metrics have different numbers of rows. */
export function rowCount(contrast: Contrast): number {
  const rows = contrast.map(([, metric]) => rowsOf(metric));
  if (new Set(rows).size !== 1) throw new RangeError(`contrast: ${rows.join(", ")} rows are not the same rows`);
  return rows[0];
}
