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
  if ((await runStore(env.DB).get(id)) === null) return false;
  await deletePrefix(env.BUCKET, runPrefix(id));
  await evalStore(env.DB).delete(id);
  await runStore(env.DB).delete(id);
  return true;
}
