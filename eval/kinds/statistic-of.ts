import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { inBlocks, type Turn } from "../statistics/in-blocks.ts";
import type { Statistic } from "../statistics/statistic.ts";
import { ClusteredTally, type Clusters } from "./clusters.ts";
import { KINDS } from "./index.ts";
import type { Judging, Kind, Tally } from "./kind.ts";

/** How predictions become one figure. */
export interface Scoring {
  metric: MetricName;
  suite: Judging;
  /** Which rows belong together; absent or null: each is by itself. */
  clusters?: Clusters | null | undefined;
  /** Awaited between blocks of work, for others to have turns; it changes no result. */
  turn?: Turn | undefined;
}

/** Steps that a prediction counts for where it is tallied, or paired with another. */
export const STEPS_PER_PREDICTION = 50;

/** The metric over these predictions, a row each, in their order; null where it can't be had from such predictions. */
export async function statisticOf<K extends RowKind>(
  kind: K,
  predictions: readonly PredictionOf[K][],
  { metric, suite, clusters, turn }: Scoring,
): Promise<Statistic | null> {
  const tally = openTally(kind, suite, clusters);
  await inBlocks({ times: predictions.length, steps: STEPS_PER_PREDICTION, turn }, (i) => tally.add(predictions[i]!));
  return tally.statistic(metric);
}

/** An empty tally, whose statistics know the clusters of their rows where there are any. */
export function openTally<K extends RowKind>(
  kind: K,
  suite: Judging,
  clusters?: Clusters | null,
): Tally<PredictionOf[K]> {
  const tally = (KINDS[kind] as Kind<K>).tally(suite);
  return clusters ? new ClusteredTally(tally, clusters) : tally;
}
