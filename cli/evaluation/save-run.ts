import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { runFolder } from "../assets/run-folders.ts";
import { CliError } from "../cli-error.ts";
import type { ApiClient } from "../http/client.ts";

/**
 * Keeps a complete run in `<assets>/runs/<suite>/<model>/<run>/` (`runFolder`), from where a fresh bucket and database get it:
 * `run.json` and `predictions.ndjson`, which holds ids and answers and no text of the suite (answers to questions are places
 * in the context); and, where there is none, the description of its suite in
 * `<assets>/suites/<a>/<b>/suite.json`, without which the run would count for nothing, beside it `clusters.ndjson`, which of its
 * rows belong together, where only a list tells. Returns the run's folder.
 *
 * Throws CliError for a run on a scored-only suite, whose predictions come without gold and could not be read again, and on
 * other rows than the suite has, here or in the assets, or on rows that are clustered otherwise there.
 */
export async function saveRun(api: ApiClient, record: RunRecord, assets: string): Promise<string> {
  const { status: _, ...info } = await api.get<SuiteInfo & { status: string }>(`/v1/suites/${record.suite}`);
  if (info.visibility !== "public") throw new CliError(`${record.suite} is scored-only: a run on it can't be saved`);
  if (info.sha256 !== record.suite_sha256)
    throw new CliError(`${record.suite} has other rows by now than ${record.id} was made on`);
  const response = await api.send("GET", `/v1/runs/${record.id}/predictions?recorded=true`);
  const predictions = await response.text();
  await keepSuite(api, info, assets);
  const folder = runFolder(assets, record);
  await replaceFile(join(folder, "predictions.ndjson"), predictions);
  await replaceFile(join(folder, "run.json"), asFile({ ...record, predictions_sha256: await sha256(predictions) }));
  return folder;
}

async function keepSuite(api: ApiClient, info: SuiteInfo, assets: string): Promise<void> {
  const folder = join(assets, "suites", info.id);
  const path = join(folder, "suite.json");
  let known: string;
  try {
    known = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    if (info.clusters_sha256 !== undefined) {
      const list = await api.send("GET", `/v1/suites/${info.id}/clusters`);
      await replaceFile(join(folder, "clusters.ndjson"), await list.text());
    }
    return replaceFile(path, asFile(info));
  }
  const described = SuiteInfo.parse(JSON.parse(known));
  if (described.sha256 !== info.sha256) throw new CliError(`${path} describes other rows than the run was made on`);
  if (described.group !== info.group || described.clusters_sha256 !== info.clusters_sha256)
    throw new CliError(
      `${path} clusters the rows by ${described.group ?? "nothing"}, ${info.id} by ${info.group ?? "nothing"} or otherwise`,
    );
}

const asFile = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
