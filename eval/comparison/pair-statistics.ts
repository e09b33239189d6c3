import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { type Scoring, statisticOf } from "../kinds/statistic-of.ts";
import type { Statistic } from "../statistics/statistic.ts";
import type { Pair } from "./pair-predictions.ts";

/** The metric of either model over the same rows, in the pairs' order; null where it can't be had from the predictions of one. */
export async function pairStatistics<K extends RowKind>(
  kind: K,
  pairs: readonly Pair<K>[],
  scoring: Scoring,
): Promise<readonly [a: Statistic, b: Statistic] | null> {
  const statistic = (side: 0 | 1) =>
    statisticOf(
      kind,
      pairs.map((pair) => pair[side]),
      scoring,
    );
  const [a, b] = [await statistic(0), await statistic(1)];
  return a === null || b === null ? null : [a, b];
}

/** Why runs can't be compared by the metric. */
export const withoutMetric = (metric: MetricName): string => `${metric} can't be had from the predictions of both runs`;
