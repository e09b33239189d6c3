/** What analyses read of the bucket: all predictions of a run. */
import type { Turn } from "../../eval/statistics/in-blocks.ts";
import type { Prediction, PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Env } from "../env.ts";
import { type RunOnRows, restoreTexts } from "../evaluation/texts-of-predictions.ts";
import { missingPredictions } from "../lookups/missing.ts";
import { rowsInTurns } from "../runtime/rows-in-turns.ts";
import { openPredictions } from "../storage/predictions.ts";
import { requireFigures } from "../storage/sight.ts";

/** A run that is read to be analysed. */
export type ReadRun = RunOnRows & Pick<RunRecord, "sealed" | "metrics">;

/** With texts, as far as they are here. Throws the 404 problem where the bucket has none of that run. */
export async function readPredictions<K extends RowKind>(
  env: Env,
  run: ReadRun,
  kind: K,
  turn: Turn,
): Promise<PredictionOf[K][]> {
  requireFigures(run);
  const predictions = await openPredictions(env.BUCKET, run, kind);
  if (predictions === null) throw missingPredictions(run.id);
  const all: PredictionOf[K][] = [];
  for await (const prediction of rowsInTurns(restoreTexts(env, run, kind, predictions), turn)) all.push(prediction);
  return all;
}

/** Reads runs of one kind. A clean run is asked for with every perturbation, so it stays; the others are let go. */
export interface RunReader {
  kind: RowKind;
  kept(run: ReadRun, turn: Turn): Promise<Prediction[]>;
  once(run: ReadRun, turn: Turn): Promise<Prediction[]>;
}

export function runReader(env: Env, kind: RowKind): RunReader {
  const kept = new Map<string, Prediction[]>();
  const once = (run: ReadRun, turn: Turn) => readPredictions(env, run, kind, turn);
  return {
    kind,
    once,
    async kept(run, turn) {
      const predictions = kept.get(run.id) ?? (await once(run, turn));
      kept.set(run.id, predictions);
      return predictions;
    },
  };
}
