/** The recorded runs, wherever under `runs/` they lie. */
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Prediction, PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";

export interface RecordedRun extends RunRecord {
  /** Of its `run.json`, from the project's root. */
  path: string;
}

/** All of them, newest first. Throws ZodError for a record that is none. */
export async function readRuns(root: string): Promise<RecordedRun[]> {
  const files = await readdir(join(root, "r2-assets/runs"), { recursive: true, withFileTypes: true });
  const records = files
    .filter(({ name }) => name === "run.json")
    .map(async ({ parentPath, name }): Promise<RecordedRun> => {
      const file = join(parentPath, name);
      return { ...RunRecord.parse(JSON.parse(await readFile(file, "utf8"))), path: relative(root, file) };
    });
  return (await Promise.all(records)).sort((x, y) => (`${x.created_at}${x.id}` < `${y.created_at}${y.id}` ? 1 : -1));
}

/** What the run's model answered, row by row. */
export async function readPredictions<K extends RowKind>(
  root: string,
  _kind: K,
  run: RecordedRun,
): Promise<PredictionOf[K][]> {
  const lines = await readFile(join(root, dirname(run.path), "predictions.ndjson"), "utf8");
  const predictions: Prediction[] = lines
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return predictions as PredictionOf[K][];
}
