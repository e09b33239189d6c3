import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { byId, commonIds, take } from "../kinds/predictions-by-id.ts";
import { type Scoring, statisticOf } from "../kinds/statistic-of.ts";
import { metrics } from "../metrics/registry.ts";
import { testDifference } from "../metrics/test-difference.ts";
import type { DifferenceInDifferences, Stressed } from "../reports/robustness-report.ts";
import { clusteringOf, clusterSums } from "../statistics/clusters.ts";
import { differenceInDifferences } from "../statistics/difference-in-differences.ts";
import { signFlip } from "../statistics/sign-flip.ts";
import { plainValue, type Statistic } from "../statistics/statistic.ts";
import type { Interval } from "../statistics/wilson.ts";
import { flips } from "./flips.ts";

/** A model's predictions on rows as they are, and on those of them that a perturbation changes. */
export interface CleanAndPerturbed<K extends RowKind> {
  clean: readonly PredictionOf[K][];
  perturbed: readonly PredictionOf[K][];
}

export type Loss = Pick<
  Stressed,
  "clean" | "score" | "drop" | "drop_ci95" | "p_value" | "clusters" | "flips" | "retention"
>;
export type TestedLoss = Omit<DifferenceInDifferences, "p_holm">;

/**
 * What a model loses on the rows that a perturbation changes, each beside itself as it was: the drop of the metric with
 * interval and test, the share of predictions that flip, and the share of the score that is left.
 * Null where `clean` lacks one of the rows, or the metric can't be had.
 */
export async function lossUnderPerturbation<K extends RowKind>(
  kind: K,
  runs: CleanAndPerturbed<K>,
  scoring: Scoring,
): Promise<Loss | null> {
  const paired = await pairedRows(kind, runs, scoring);
  if (paired === null) return null;
  const { difference, ci95, p_value, clusters } = await testDifference(scoring.metric, paired.clean, paired.perturbed, {
    turn: scoring.turn,
    by: scoring.clusters?.by,
  });
  const [clean, score] = [plainValue(paired.clean), plainValue(paired.perturbed)];
  return {
    clean,
    score,
    drop: difference && lossOf(scoring.metric) * difference,
    drop_ci95: lossInterval(scoring.metric, ci95),
    p_value,
    ...(clusters && { clusters }),
    flips: flips(kind, paired.before, paired.after, scoring.suite),
    retention: retained(scoring.metric, clean, score),
  };
}

/** The share of the score that is left on the changed rows, and nothing else of `lossUnderPerturbation`: no resampling. */
export async function retentionUnderPerturbation<K extends RowKind>(
  kind: K,
  runs: CleanAndPerturbed<K>,
  scoring: Scoring,
): Promise<number | null> {
  const paired = await pairedRows(kind, runs, scoring);
  return paired && retained(scoring.metric, plainValue(paired.clean), plainValue(paired.perturbed));
}

/** The changed rows as they were and as they are, and the metric on both. */
async function pairedRows<K extends RowKind>(kind: K, { clean, perturbed }: CleanAndPerturbed<K>, scoring: Scoring) {
  const changed = byId(perturbed);
  const ids = commonIds(changed);
  const [before, after] = [take(byId(clean), ids), take(changed, ids)];
  if (before === null || after === null) return null;
  const [a, b] = [await statisticOf(kind, before, scoring), await statisticOf(kind, after, scoring)];
  return a && b ? { before, after, clean: a, perturbed: b } : null;
}

/**
 * Whether the model loses more than its teacher, on the rows that both have in both forms: the difference of the two drops,
 * with a paired bootstrap interval. p: for means of right and wrong a row the exact sign-flip test of the rows' own
 * differences (-2 to 2), or of their sums over clusters, which takes the two models for exchangeable; else the bootstrap's.
 * Null, too, where all rows are one cluster.
 */
export async function lossBeyondTeacher<K extends RowKind>(
  kind: K,
  model: CleanAndPerturbed<K>,
  teacher: CleanAndPerturbed<K>,
  scoring: Scoring,
): Promise<TestedLoss | null> {
  const runs = [model.clean, model.perturbed, teacher.clean, teacher.perturbed].map((run) => byId(run));
  const ids = commonIds(...runs);
  const statistic = (i: number) => statisticOf(kind, take(runs[i]!, ids)!, scoring);
  const [a, aStressed, b, bStressed] = [await statistic(0), await statistic(1), await statistic(2), await statistic(3)];
  if (!(a && aStressed && b && bStressed)) return null;
  const { turn } = scoring;
  const tested = await differenceInDifferences(
    { a: { clean: a, stressed: aStressed }, b: { clean: b, stressed: bStressed }, paired: true },
    { turn },
  );
  if (tested === null) return null;
  const rowDifferences = perRow(a, aStressed, b, bStressed);
  const clustering = clusteringOf(a);
  const differences = rowDifferences && clustering ? [...clusterSums(clustering, rowDifferences)] : rowDifferences;
  return {
    rows: ids.length,
    value: lossOf(scoring.metric) * tested.difference,
    ci95: lossInterval(scoring.metric, tested.ci95),
    test: differences ? "sign-flip" : "bootstrap",
    p_value: differences ? await signFlip(differences, { turn }) : tested.p_value,
  };
}

/** Each row's own `(a - aStressed) - (b - bStressed)`, where all four are shares of rows. */
function perRow(...statistics: [Statistic, Statistic, Statistic, Statistic]): number[] | null {
  const outcomes = statistics.flatMap((statistic) => (statistic.kind === "share" ? [statistic.outcomes] : []));
  if (outcomes.length < 4) return null;
  const [a, aStressed, b, bStressed] = outcomes as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  return Array.from(a, (_, i) => a[i]! - aStressed[i]! - (b[i]! - bStressed[i]!));
}

/** The sign that makes a fall of the metric a loss. */
export const lossOf = (metric: MetricName): 1 | -1 => (metrics[metric].better === "higher" ? 1 : -1);

export function lossInterval(metric: MetricName, interval: Interval | null): Interval | null {
  if (interval === null || lossOf(metric) === 1) return interval;
  return [-interval[1], -interval[0]];
}

/** The share of a score that is left; of metrics where less is better there is none, nor of a score that is not above 0. */
export const retained = (metric: MetricName, clean: number | null, score: number | null): number | null =>
  clean !== null && score !== null && clean > 0 && metrics[metric].better === "higher" ? score / clean : null;
