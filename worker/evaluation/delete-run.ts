import { runPrefix } from "../../r2-assets/format/keys.ts";
import type { Env } from "../env.ts";
import { deletePrefix } from "../storage/delete-prefix.ts";
import { evalStore } from "../storage/eval-store.ts";
import { runStore } from "../storage/run-store.ts";

/**
 * Deletes a run: its objects, its comparisons, its evaluation's entry, its record. False where there is none. The record
 * goes last, so that a deletion that was cut short can be asked for again.
 */
export async function deleteRun(env: Env, id: string): Promise<boolean> {
  if (!(await runStore(env.DB).has(id))) return false;
  await evalStore(env.DB).delete(id);
  await discardRun(env, id);
  return true;
}

/** What an evaluation has left behind so far, its record with it if there is one; its entry stays and says how it ended. */
export async function discardRun(env: Env, id: string): Promise<void> {
  await deletePrefix(env.BUCKET, runPrefix(id));
  await runStore(env.DB).delete(id);
}
