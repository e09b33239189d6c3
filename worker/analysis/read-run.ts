/** What analyses read of the bucket: all predictions of a run. */
import type { Prediction, PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { openPredictions } from "../storage/predictions.ts";

/** Throws the 404 problem where the bucket has none of that run. */
export async function readPredictions<K extends RowKind>(env: Env, run: string, kind: K): Promise<PredictionOf[K][]> {
  const predictions = await openPredictions(env.BUCKET, run, kind);
  if (predictions === null)
    throw new ProblemError(404, "predictions-missing", `The predictions of run ${run} are not here.`);
  const all: PredictionOf[K][] = [];
  for await (const prediction of predictions) all.push(prediction);
  return all;
}

/** Reads runs of one kind. A clean run is asked for with every perturbation, so it stays; the others are let go. */
export interface RunReader {
  kind: RowKind;
  kept(run: Pick<RunRecord, "id">): Promise<Prediction[]>;
  once(run: Pick<RunRecord, "id">): Promise<Prediction[]>;
}

export function runReader(env: Env, kind: RowKind): RunReader {
  const kept = new Map<string, Prediction[]>();
  const once = ({ id }: Pick<RunRecord, "id">) => readPredictions(env, id, kind);
  return {
    kind,
    once,
    async kept(run) {
      const predictions = kept.get(run.id) ?? (await once(run));
      kept.set(run.id, predictions);
      return predictions;
    },
  };
}
