/** What is backed up and restored: a bucket and a database, of this machine or deployed. */
import type { Database } from "../../worker/storage/database.ts";
import type { Bucket } from "../bucket/bucket.ts";
import { r2Bucket } from "../bucket/local-r2-bucket.ts";
import { openBucket } from "../bucket/open-bucket.ts";
import { CliError } from "../cli-error.ts";
import { guardWorkerd } from "../state/child-guard.ts";
import { d1AccessFrom, httpDatabase } from "../state/http-database.ts";
import { claimStateDir, openStateDir } from "../state/state-dir.ts";
import { openLocalStorage } from "../state/storage.ts";

export interface Place {
  /** How people call it in messages. */
  readonly name: string;
  readonly bucket: Bucket;
  readonly db: Database;
  close(): Promise<void>;
}

export interface PlaceOptions {
  state: string;
  bucket?: string;
  endpoint?: string;
  database?: string;
  d1Endpoint?: string;
}

/**
 * The place that a command line names: with `--bucket` and `--database` a deployed one, else the local state, which is
 * claimed while it is open. Throws CliError when it can't be opened.
 */
export async function openPlace(options: PlaceOptions, env = process.env): Promise<Place> {
  const { bucket: name, database, endpoint, d1Endpoint, state } = options;
  if ([name, database, endpoint, d1Endpoint].every((option) => option === undefined)) return openLocalPlace(state);
  if (name === undefined || database === undefined) {
    throw new CliError("a deployed state is a bucket and a database: name both, --bucket and --database");
  }
  const db = httpDatabase(d1AccessFrom(env, database, d1Endpoint));
  const bucket = await openBucket({ bucket: name, state, ...(endpoint !== undefined && { endpoint }) }, env);
  return { name: `${bucket.name} with database ${database}`, bucket, db, close: () => bucket.close() };
}

async function openLocalPlace(stateDir: string): Promise<Place> {
  const path = await openStateDir(stateDir);
  const release = await claimStateDir(path);
  const dismissGuard = guardWorkerd();
  const letGo = async () => {
    dismissGuard();
    await release();
  };
  const storage = await openLocalStorage(path).catch(async (error: unknown) => {
    await letGo();
    throw error;
  });
  const bucket = r2Bucket(storage.BUCKET, `local bucket in ${stateDir}`);
  return {
    name: `the state in ${stateDir}`,
    bucket,
    db: storage.DB,
    async close() {
      await storage.close();
      await letGo();
    },
  };
}
