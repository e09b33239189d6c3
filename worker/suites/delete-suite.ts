import { knownSuite } from "../../eval/suites/known-suite.ts";
import { suiteRowsKey, suiteRowsPrefix, suiteVersionPrefix } from "../../r2-assets/format/keys.ts";
import type { Env } from "../env.ts";
import { deleteRun } from "../evaluation/delete-run.ts";
import { findParts, PARTS, partName } from "../lookups/find-parts.ts";
import { deletePrefix } from "../storage/delete-prefix.ts";
import { evalStore } from "../storage/eval-store.ts";
import { runStore } from "../storage/run-store.ts";
import { suiteStore } from "../storage/suite-store.ts";
import { cancelEvaluation } from "../workflows/evaluations.ts";

/**
 * Deletes a suite as `deleteWhole` does, or both parts of one that was split, of which one may be gone already. Who was shown figures of a
 * sealed part stays known, and counts on when the same rows come again.
 */
export async function deleteSuite(env: Env, id: string): Promise<boolean> {
  const parts = await findParts(env, id);
  if (PARTS.every((part) => parts[part] === null)) return deleteWhole(env, id);
  for (const part of PARTS) if (parts[part] !== null) await deleteWhole(env, partName(id, part));
  return true;
}

/**
 * Deletes a suite with all that hangs on it: evaluations on their way, runs, comparisons, rows. False where there is none.
 * The suite's own entry goes last, so that a deletion that was cut short can be asked for again. Of a suite that comes with
 * the project what came with it stays: its description, its rows where there are any, its recorded runs.
 */
async function deleteWhole(env: Env, id: string): Promise<boolean> {
  const suites = suiteStore(env.DB);
  const known = await suites.get(id);
  if (known === null) return knownSuite(id) !== null; // built in, and nothing of it is here
  await suites.mark(id, "absent"); // from here on nothing new can be asked of it
  await cancelEvaluations(env, id);
  for (const run of await runStore(env.DB).addedOn(id)) await deleteRun(env, run);
  const { bundled } = known;
  const own = bundled && suiteRowsKey(id, bundled.sha256);
  const kept = bundled ? suiteVersionPrefix(id, bundled.sha256) : undefined;
  await deletePrefix(env.BUCKET, suiteRowsPrefix(id), kept);
  await suites.delete(id);
  if (bundled) {
    await suites.put(bundled, (await env.BUCKET.head(own!)) === null ? "absent" : "ready");
    await suites.bundle(bundled);
  }
  return true;
}

/** Those that wait first: ending one that runs would let them in. */
async function cancelEvaluations(env: Env, suite: string): Promise<void> {
  for (const status of ["queued", "running"] as const)
    for (const { params } of await evalStore(env.DB).list(status, Number.MAX_SAFE_INTEGER))
      if (params.suite === suite) await cancelEvaluation(env, params);
}
