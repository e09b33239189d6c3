/** The training records of this repository as the page shows them, by the model that each made. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { curvesOf, type TrainingCurves, type TrainingRecord } from "./curves.ts";

const RECORDS = join(import.meta.dirname, "../../bench/training");

export async function recordedCurves(): Promise<Map<string, TrainingCurves>> {
  const names = (await readdir(RECORDS)).filter(
    (name) => name.endsWith(".json") && !/-seeds?(-\d+)?\.json$/.test(name),
  );
  const records = await Promise.all(
    names.map(async (name): Promise<TrainingRecord> => JSON.parse(await readFile(join(RECORDS, name), "utf8"))),
  );
  // Models of the text stage are no models of a task, and none is served.
  return new Map(
    records.flatMap((record) => (record.recipe.model ? [[record.recipe.model.id, curvesOf(record)]] : [])),
  );
}
