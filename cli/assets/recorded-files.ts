/** What r2-assets holds besides models: rows of bundled suites and predictions of recorded runs. */
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { predictionsKey, suiteClustersKey, suiteRowsKey } from "../../r2-assets/format/keys.ts";
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

/**
 * What every suite is bundled with: its rows, and the list of their clusters (`clusters.ndjson`), which may be there without
 * them. Throws CliError when one of these does not have the sha256 of its suite.json.
 */
export async function bundledSuites(assets: string): Promise<RecordedFile[]> {
  const files: RecordedFile[] = [];
  for (const group of await listFolders(join(assets, "suites"))) {
    for (const name of await listFolders(join(assets, "suites", group))) {
      const folder = join(assets, "suites", group, name);
      const [rows, clusters] = [join(folder, "rows.ndjson"), join(folder, "clusters.ndjson")];
      const [hasRows, hasClusters] = [await isFile(rows), await isFile(clusters)];
      if (!hasRows && !hasClusters) continue; // known by its suite.json alone
      const { id, sha256, clusters_sha256 = "" } = await parseJson(SuiteInfo, join(folder, "suite.json"));
      if (id !== `${group}/${name}`) throw new CliError(`${folder}/suite.json describes ${id}`);
      if (hasRows) files.push(await checkedFile(rows, suiteRowsKey(id, sha256), sha256));
      if (hasClusters)
        files.push(await checkedFile(clusters, suiteClustersKey(id, sha256, clusters_sha256), clusters_sha256));
    }
  }
  return files;
}

async function checkedFile(path: string, key: string, promised: string): Promise<RecordedFile> {
  const content = await readFile(path);
  if ((await sha256(content)) !== promised) throw new CliError(`${path} does not have the sha256 its suite.json lists`);
  return { key, path, bytes: content.byteLength, sha256: promised };
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
