import { suiteRowsKey } from "../../r2-assets/format/keys.ts";
import type { Env } from "../env.ts";
import { evalStore } from "../storage/eval-store.ts";
import { suiteStore } from "../storage/suite-store.ts";

/** Deletes the rows of a suite's version that is no longer current, unless an evaluation still needs them. */
export async function dropStaleRows(env: Env, suite: string, sha256: string): Promise<void> {
  const isCurrent = async () => (await suiteStore(env.DB).get(suite))?.info.sha256 === sha256;
  if ((await isCurrent()) || (await evalStore(env.DB).needsRows(suite, sha256))) return;
  await env.BUCKET.delete(suiteRowsKey(suite, sha256));
}
