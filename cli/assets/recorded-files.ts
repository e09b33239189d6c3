/** What r2-assets holds besides models: rows of bundled suites and predictions of recorded runs. */
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { predictionsKey, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";
import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { CliError } from "../cli-error.ts";
import { listFolders } from "../files/folders.ts";
import { runFolders } from "./run-folders.ts";

/** What `uploadFiles` takes: a file, and what the bucket is to have it as. */
export interface RecordedFile {
  key: string;
  path: string;
  bytes: number;
  sha256: string;
}

/** The rows of every suite that is bundled with them. Throws CliError when rows don't have the sha256 of their suite.json. */
export async function bundledSuites(assets: string): Promise<RecordedFile[]> {
  const files: RecordedFile[] = [];
  for (const group of await listFolders(join(assets, "suites"))) {
    for (const name of await listFolders(join(assets, "suites", group))) {
      const folder = join(assets, "suites", group, name);
      const path = join(folder, "rows.ndjson");
      if (!(await isFile(path))) continue; // known by its suite.json alone
      const info = await parseJson(SuiteInfo, join(folder, "suite.json"));
      const rows = await readFile(path);
      if (info.id !== `${group}/${name}`) throw new CliError(`${folder}/suite.json describes ${info.id}`);
      if ((await sha256(rows)) !== info.sha256)
        throw new CliError(`${path} does not have the sha256 its suite.json lists`);
      files.push({ key: suiteRowsKey(info.id, info.sha256), path, bytes: rows.byteLength, sha256: info.sha256 });
    }
  }
  return files;
}

/** The predictions of every recorded run. Throws CliError when they are not those the record speaks of. */
export async function recordedRuns(assets: string): Promise<RecordedFile[]> {
  const files: RecordedFile[] = [];
  for (const folder of await runFolders(assets)) {
    const record = await parseJson(RunRecord, join(folder, "run.json"));
    if (record.id !== basename(folder)) throw new CliError(`${folder}/run.json is the record of ${record.id}`);
    const path = join(folder, "predictions.ndjson");
    if (!(await isFile(path))) throw new CliError(`${path} is missing`);
    const content = await readFile(path);
    const lines = content.toString().split("\n").filter(Boolean).length;
    const expected = record.rows + (record.left_out ?? 0);
    if (lines !== expected) throw new CliError(`${path} has ${lines} predictions, its run.json says ${expected}`);
    const digest = await sha256(content);
    if (record.predictions_sha256 !== undefined && digest !== record.predictions_sha256)
      throw new CliError(`${path} does not have the sha256 its run.json lists`);
    files.push({ key: predictionsKey(record.id), path, bytes: content.byteLength, sha256: digest });
  }
  return files;
}

async function parseJson<T>(schema: { parse(value: unknown): T }, path: string): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    throw new CliError(`${path} is missing or not what it should be`);
  }
}

const isFile = (path: string) =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
