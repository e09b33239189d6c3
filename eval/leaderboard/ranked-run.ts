import { isLeftOut, type PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { clustersOfRows } from "../kinds/clusters.ts";
import { type Scoring, statisticOf } from "../kinds/statistic-of.ts";
import { metrics } from "../metrics/registry.ts";
import { amongRows } from "../statistics/among-rows.ts";
import { withClusters } from "../statistics/clusters.ts";
import type { Signed } from "../statistics/draw-mean.ts";

/** A run as it counts for the rank of its model. */
export interface RankedRun {
  /** The ids of its rows, sorted, a line each: runs of the same rows can be drawn together. */
  rows: string;
  /** Over all of these rows, in that order. */
  metric: Signed;
}

/** Null where the metric can't be had from these predictions. */
export async function rankedRun<K extends RowKind>(
  kind: K,
  predictions: readonly PredictionOf[K][],
  { clusters, ...scoring }: Scoring,
): Promise<RankedRun | null> {
  const sorted = predictions.toSorted((x, y) => (x.id < y.id ? -1 : 1));
  const judged = [...sorted.keys()].filter((row) => !isLeftOut(sorted[row]!));
  const statistic = await statisticOf(
    kind,
    judged.map((row) => sorted[row]!),
    scoring,
  );
  if (statistic === null) return null;
  const whole =
    judged.length === sorted.length ? statistic : amongRows(statistic, Uint32Array.from(judged), sorted.length);
  return {
    rows: sorted.map(({ id }) => id).join("\n"),
    metric: [
      metrics[scoring.metric].better === "higher" ? 1 : -1,
      withClusters(whole, clustersOfRows(clusters, sorted)),
    ],
  };
}
