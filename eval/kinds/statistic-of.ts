import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import type { Statistic } from "../statistics/statistic.ts";
import { KINDS } from "./index.ts";
import type { Judging } from "./kind.ts";

/** How predictions become one figure. */
export interface Scoring {
  metric: MetricName;
  suite: Judging;
}

/** The metric over these predictions, a row each, in their order; null where it can't be had from such predictions. */
export function statisticOf<K extends RowKind>(
  kind: K,
  predictions: readonly PredictionOf[K][],
  { metric, suite }: Scoring,
): Statistic | null {
  const tally = KINDS[kind].tally(suite);
  for (const prediction of predictions) tally.add(prediction);
  return tally.statistic(metric);
}
