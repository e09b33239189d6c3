import { join } from "node:path";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { CliError } from "../cli-error.ts";
import type { ApiClient } from "../http/client.ts";

/**
 * Keeps a complete run in `<assets>/runs/<run>/`, from where a fresh bucket and database get it: `run.json` and
 * `predictions.ndjson`, which holds ids and answers and no text. Returns the folder. Throws CliError for a run on a
 * scored-only suite: its predictions come without gold, and could not be read again.
 */
export async function saveRun(api: ApiClient, record: RunRecord, assets: string): Promise<string> {
  const { visibility } = await api.get<SuiteInfo>(`/v1/suites/${record.suite}`);
  if (visibility !== "public") throw new CliError(`${record.suite} is scored-only: a run on it can't be saved`);
  const response = await api.send("GET", `/v1/runs/${record.id}/predictions`);
  const folder = join(assets, "runs", record.id);
  await replaceFile(join(folder, "predictions.ndjson"), await response.text());
  await replaceFile(join(folder, "run.json"), `${JSON.stringify(record, null, 2)}\n`);
  return folder;
}
