import { closePublicBucket } from "./closed-bucket.ts";

/**
 * Wrangler as a library, told to be quiet and to talk to nobody. Its local server has doors beside the Worker's own: the explorer of
 * buckets and databases (`/cdn-cgi/local/explorer`), which is closed unless asked for, and the public bucket, which always is. Its
 * local observability keeps every span of every request in a database (wrangler 4.164): a server that runs for days would grow
 * without end, so it is off unless the variable says true.
 */
export async function loadWrangler({ explorer = false } = {}): Promise<typeof import("wrangler")> {
  Object.assign(process.env, {
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_LOG: "error",
    WRANGLER_HIDE_BANNER: "true",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    X_LOCAL_EXPLORER: String(explorer),
    X_LOCAL_OBSERVABILITY: process.env.X_LOCAL_OBSERVABILITY ?? "false",
  });
  closePublicBucket();
  return import("wrangler");
}
