/** One of the measures that a Dynascore sums up. */
export interface Measure {
  better: "higher" | "lower";
  /** Added after the sign, so that "more is better" is positive: for a cost the most that it could be. */
  offset: number;
  /** Relative to the others; they need not sum to 1. */
  weight: number;
  /** One a model, in the order of the models. */
  values: readonly number[];
}

export interface Dynascores {
  /** One a model; null for all where the exchange rate of a measure with weight is undefined. */
  scores: (number | null)[];
  /** One a measure: its units that go for one unit of performance; null without two models that differ in performance. */
  amrs: (number | null)[];
}

/** Models this close in performance, as a share of the best, say nothing of what performance costs. */
const NEAR_TIE = 1e-4;

/**
 * Dynascores of n models from m measures, of which the first is performance (higher is better):
 * `x_m(i) = s_m raw_m(i) + o_m`, s_m = -1 where lower is better, models sorted by performance;
 * `AMRS_m = mean of |x_m(i) - x_m(i-1)| / (x_perf(i) - x_perf(i-1))` over neighbours whose performances differ by more than
 * `0.0001 max x_perf`; `score(i) = Σ_m w_m x_m(i) / AMRS_m`, weights normalised to sum 1.
 *
 * AMRS, the average marginal rate of substitution, is an exchange rate between the models present: every score depends on
 * which others are listed, and two models that trade one cost for performance tie under equal weights, whatever the trade.
 * It is undefined (0/0) with fewer than two models, and worthless where a measure is equal for all (x/0): a measure with
 * weight then leaves no score. One with weight 0 is left out of the sum.
 *
 * Source: Dynaboard (Ma et al. 2021, arXiv 2106.06052, section 3.3), code facebookresearch/dynabench.
 * Throws RangeError when measures are of different numbers of models or no weight is positive.
 */
export function dynascore(measures: readonly [performance: Measure, ...others: Measure[]]): Dynascores {
  const models = measures[0].values.length;
  const weights = measures.reduce((sum, { weight }) => sum + weight, 0);
  if (measures.some(({ values }) => values.length !== models))
    throw new RangeError("dynascore: measures of different numbers of models");
  if (!(weights > 0)) throw new RangeError("dynascore: no measure has a positive weight");

  const columns = measures.map(({ better, offset, values }) =>
    values.map((raw) => (better === "lower" ? -raw : raw) + offset),
  );
  const performance = columns[0]!;
  const steps = neighbours(performance);
  const amrs = columns.map((x) =>
    mean(steps.map(([i, j]) => Math.abs(x[j]! - x[i]!) / (performance[j]! - performance[i]!))),
  );

  const counting = measures.flatMap(({ weight }, m) => (weight > 0 ? [{ share: weight / weights, m }] : []));
  const defined = counting.every(({ m }) => amrs[m] !== null && amrs[m]! > 0);
  const scores = performance.map((_, i) =>
    defined ? counting.reduce((sum, { share, m }) => sum + (share * columns[m]![i]!) / amrs[m]!, 0) : null,
  );
  return { scores, amrs };
}

/** Pairs of models next to each other in performance and not nearly tied: [worse, better]. */
function neighbours(performance: readonly number[]): [worse: number, better: number][] {
  const ascending = performance.map((_, i) => i).sort((i, j) => performance[i]! - performance[j]!);
  const least = NEAR_TIE * Math.max(0, ...performance); // not below 0: equal ones are never neighbours
  return ascending
    .slice(1)
    .map((better, k): [number, number] => [ascending[k]!, better])
    .filter(([worse, better]) => performance[better]! - performance[worse]! > least);
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
