import { suiteVersionPrefix } from "../../r2-assets/format/keys.ts";
import type { Database } from "./database.ts";
import { deletePrefix, type Listed } from "./delete-prefix.ts";
import { evalStore } from "./eval-store.ts";
import { suiteStore } from "./suite-store.ts";

/** As much of the worker's bindings as this takes; Node has them, too, while it seeds. */
interface Storage {
  BUCKET: Listed;
  DB: Database;
}

/** Deletes the rows, and the list of their clusters, of a suite's version that is no longer current, unless an evaluation still needs them, or they come with the project. */
export async function dropStaleRows({ BUCKET, DB }: Storage, suite: string, sha256: string): Promise<void> {
  if (await evalStore(DB).needsRows(suite, sha256)) return;
  const known = await suiteStore(DB).get(suite); // last, as an upload may just make them current
  if (known?.info.sha256 === sha256 || known?.bundled?.sha256 === sha256) return;
  await deletePrefix(BUCKET, suiteVersionPrefix(suite, sha256));
}
