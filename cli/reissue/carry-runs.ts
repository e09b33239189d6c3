/** Recorded runs under the versions that their models have now. */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { RunRecord } from "../../r2-assets/format/run.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { runFolders } from "../assets/run-folders.ts";
import { withNewVersion } from "./as-exported-now.ts";

/**
 * Rewrites `version` and `teacher.version` in the records under `<assets>/runs`: `versions` has the new one of each
 * `<id>@<version before>` that answers as before. Predictions and figures stay. Returns the ids of the records changed.
 */
export async function carryRuns(assets: string, versions: ReadonlyMap<string, string>): Promise<string[]> {
  const changed: string[] = [];
  for (const folder of await runFolders(assets)) {
    const path = join(folder, "run.json");
    const text = await readFile(path, "utf8");
    const { model, version, teacher } = RunRecord.parse(JSON.parse(text));
    const record = {
      ...JSON.parse(text), // in the order it was written
      ...(version !== null && { version: versions.get(`${model}@${version}`) ?? version }),
      ...(teacher && { teacher: withNewVersion(teacher, versions) }),
    };
    const written = `${JSON.stringify(record, null, 2)}\n`;
    if (written === text) continue;
    await replaceFile(path, written);
    changed.push(basename(folder));
  }
  return changed;
}

/** Runs of a version that answers otherwise by now: they have to be done again. */
export async function runsOf(assets: string, versions: ReadonlySet<string>): Promise<RunRecord[]> {
  const records: RunRecord[] = [];
  for (const folder of await runFolders(assets)) {
    const record = RunRecord.parse(JSON.parse(await readFile(join(folder, "run.json"), "utf8")));
    if (versions.has(`${record.model}@${record.version}`)) records.push(record);
  }
  return records;
}
