import type { Clusters } from "../../eval/kinds/clusters.ts";
import type { Judging, Tally } from "../../eval/kinds/kind.ts";
import { openTally } from "../../eval/kinds/statistic-of.ts";
import type { Turn } from "../../eval/statistics/in-blocks.ts";
import type { Prediction } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { rowsInTurns } from "../runtime/rows-in-turns.ts";
import { openPredictions, type Predicted } from "../storage/predictions.ts";

/** One pass over a run's predictions. Throws where the bucket has none. */
export async function tallyRun<K extends RowKind>(
  bucket: R2Bucket,
  run: Predicted,
  kind: K,
  suite: Judging,
  turn: Turn,
  clusters?: Clusters | null,
): Promise<Tally<Prediction>> {
  const predictions = await openPredictions(bucket, run, kind);
  if (predictions === null) throw new Error(`the bucket has no predictions of ${run.id}`);
  const tally = openTally(kind, suite, clusters);
  for await (const prediction of rowsInTurns(predictions, turn)) tally.add(prediction);
  return tally as unknown as Tally<Prediction>;
}
