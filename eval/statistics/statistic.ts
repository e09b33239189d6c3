/**
 * A metric over n rows, as a function of how often each row is drawn: what intervals and tests resample.
 *
 * `share`: the mean of 0/1 outcomes, a row each; it has exact methods (Wilson, McNemar, Newcombe).
 * `resampled`: anything else; `value` takes one count a row (their sum need not be n) and returns null where the metric is
 * undefined on those rows (a correlation of constants, a mean of nothing, 0/0). It must not keep or change the counts.
 * `byConvention`: what the literature reports for 0/0 on a whole set of rows. It measures nothing, so resamples do without.
 */
export type Statistic = ShareStatistic | ResampledStatistic;

/** What rows may have in common. */
interface Clustered {
  /**
   * Of each row the cluster that it belongs to, numbered from 0 without gaps: rows of one paragraph, premise or author are no
   * independent draws, so that whole clusters are. Absent: every row by itself.
   */
  clusters?: Uint32Array;
}

export interface ShareStatistic extends Clustered {
  kind: "share";
  outcomes: Uint8Array;
}

export interface ResampledStatistic extends Clustered {
  kind: "resampled";
  n: number;
  value(counts: Uint32Array): number | null;
  byConvention?: number;
}

/** The share of ones among 0/1 outcomes. */
export const shareOf = (outcomes: ArrayLike<number>): Statistic => ({
  kind: "share",
  outcomes: Uint8Array.from(outcomes),
});

export const rowsOf = (statistic: Statistic): number =>
  statistic.kind === "share" ? statistic.outcomes.length : statistic.n;

/** The metric on rows drawn `counts[i]` times each, as it is reported: by convention where there is one for 0/0. */
export function valueOn(statistic: Statistic, counts: Uint32Array): number | null {
  const value = drawnValue(statistic, counts);
  if (value !== null || statistic.kind === "share" || statistic.byConvention === undefined) return value;
  return counts.some((count) => count > 0) ? statistic.byConvention : null;
}

/** The metric on a resample: null wherever it is undefined, so that no convention passes for a measurement. */
export function drawnValue(statistic: Statistic, counts: Uint32Array): number | null {
  if (statistic.kind === "resampled") return statistic.value(counts);
  let total = 0;
  let ones = 0;
  for (let i = 0; i < counts.length; i++) {
    total += counts[i]!;
    if (statistic.outcomes[i]) ones += counts[i]!;
  }
  return total === 0 ? null : ones / total;
}

/** The metric on the rows as they are: each once. */
export const plainValue = (statistic: Statistic): number | null =>
  valueOn(statistic, new Uint32Array(rowsOf(statistic)).fill(1));
