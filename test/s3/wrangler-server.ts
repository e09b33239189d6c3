/**
 * Wrangler's own local R2 and D1, with the APIs that they have when deployed: S3 for the buckets (signatures, payload hash, Content-MD5
 * and conditions are checked), Cloudflare's HTTP API for the database (which asks for no token). Runs in this process, on a state of its own.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Access } from "../../cli/bucket/s3-credentials.ts";
import { guardWorkerd } from "../../cli/state/child-guard.ts";
import { loadWrangler } from "../../cli/state/wrangler.ts";

export interface WranglerServer {
  s3: S3Access;
  /** The name of a bucket that nobody has used. */
  emptyBucket(): string;
  /** What comes before a database's id. */
  d1Endpoint: string;
  /** The id of a database that nobody has used. */
  emptyDatabase(): string;
  stop(): Promise<void>;
}

const KEYS = { accessKeyId: "retort-test", secretAccessKey: "correct-horse-battery-staple" };

/** All buckets and databases there will be: they are named in the configuration. */
export async function startWranglerServer({ buckets = 8, databases = 2 } = {}): Promise<WranglerServer> {
  const folder = await mkdtemp(join(tmpdir(), "retort-wrangler-"));
  const bucketNames = Array.from({ length: buckets }, (_, i) => `bucket-${i}`);
  const databaseIds = Array.from(
    { length: databases },
    (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
  );
  const config = {
    name: "retort-test",
    main: "worker.js",
    compatibility_date: "2026-11-01",
    r2_buckets: bucketNames.map((bucket_name, i) => ({
      binding: `BUCKET_${i}`,
      bucket_name,
      local_dev: { experimental_s3_credentials: KEYS },
    })),
    d1_databases: databaseIds.map((database_id, i) => ({ binding: `DB_${i}`, database_name: `db-${i}`, database_id })),
  };
  await writeFile(join(folder, "wrangler.json"), JSON.stringify(config));
  await writeFile(join(folder, "worker.js"), "export default { fetch: () => new Response() };\n");
  const dismissGuard = guardWorkerd();
  const { unstable_startWorker } = await loadWrangler({ explorer: true }); // its API is the database's
  const worker = await unstable_startWorker({
    config: join(folder, "wrangler.json"),
    dev: {
      server: { hostname: "127.0.0.1", port: 0 },
      persist: join(folder, "state"),
      watch: false,
      inspector: false,
      logLevel: "error",
    },
  });
  await worker.ready;
  const origin = (await worker.url).origin;
  return {
    s3: { endpoint: `${origin}/cdn-cgi/local/r2/s3`, ...KEYS },
    emptyBucket: () => taken(bucketNames),
    d1Endpoint: `${origin}/cdn-cgi/local/explorer/api/d1/database`,
    emptyDatabase: () => taken(databaseIds),
    async stop() {
      await worker.dispose();
      dismissGuard();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function taken(names: string[]): string {
  const name = names.shift();
  if (name === undefined) throw new Error("the test server has no more of these: ask it for more at its start");
  return name;
}
