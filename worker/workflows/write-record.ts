import { runRecordKey } from "../../r2-assets/format/keys.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Env } from "../env.ts";
import { discardRun } from "../evaluation/delete-run.ts";
import { evalStore } from "../storage/eval-store.ts";
import type { EvaluationParams } from "../storage/evaluation-params.ts";
import { runStore } from "../storage/run-store.ts";
import { endEvaluation } from "./queue.ts";

/**
 * The record last: from here on the run is complete for every reader. An evaluation that was cancelled, given up or deleted
 * meanwhile leaves nothing. Done again after it has succeeded, it writes the same again.
 */
export async function writeRecord(env: Env, params: EvaluationParams, record: RunRecord): Promise<void> {
  const status = async () => (await evalStore(env.DB).get(record.id))?.status;
  const before = await status();
  if (before === "running" || before === "complete") {
    await env.BUCKET.put(runRecordKey(record.id), `${JSON.stringify(record, null, 2)}\n`);
    await runStore(env.DB).put(record);
    await endEvaluation(env, params, { status: "complete" });
    if ((await status()) === "complete") return;
  }
  await discardRun(env, record.id);
}
