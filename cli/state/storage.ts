/** Bucket and database of a state folder, for work that is done while no worker runs on them. */
import { join } from "node:path";
import type { D1Database, R2Bucket } from "@cloudflare/workers-types";
import { projectRoot } from "../project-root.ts";
import { loadWrangler } from "./wrangler.ts";

export interface LocalStorage {
  BUCKET: R2Bucket;
  DB: D1Database;
  /** Closes the files; a worker may open them afterwards. */
  close(): Promise<void>;
}

/** Opens them as wrangler.toml binds them. The state folder must be claimed: see `claimStateDir`. */
export async function openLocalStorage(stateDir: string): Promise<LocalStorage> {
  const { getPlatformProxy } = await loadWrangler();
  const { env, dispose } = await getPlatformProxy<{ BUCKET: R2Bucket; DB: D1Database }>({
    configPath: join(projectRoot, "wrangler.toml"),
    persist: { path: join(stateDir, "v3") }, // where `wrangler dev --persist-to` has it, too
    remoteBindings: false,
  });
  return { BUCKET: env.BUCKET, DB: env.DB, close: dispose };
}
