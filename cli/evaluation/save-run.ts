import { join } from "node:path";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import type { ApiClient } from "../http/client.ts";

/**
 * Keeps a complete run in `<assets>/runs/<run>/`, from where a fresh bucket and database get it: `run.json` and
 * `predictions.ndjson`, which holds ids and answers and no text. Returns the folder.
 */
export async function saveRun(api: ApiClient, record: RunRecord, assets: string): Promise<string> {
  const response = await api.send("GET", `/v1/runs/${record.id}/predictions`);
  const folder = join(assets, "runs", record.id);
  await replaceFile(join(folder, "predictions.ndjson"), await response.text());
  await replaceFile(join(folder, "run.json"), `${JSON.stringify(record, null, 2)}\n`);
  return folder;
}
