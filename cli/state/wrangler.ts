import { closePublicBucket } from "./closed-bucket.ts";

/**
 * Wrangler as a library, told to be quiet and to talk to nobody, and with none of the doors beside the Worker's own that its local
 * server has by default: the explorer of buckets and databases (`/cdn-cgi/local/explorer`) and the public bucket. Its local
 * observability keeps every span of every request in a database (wrangler 4.164): a server that runs for days would grow without
 * end, so it is off unless the variable says true.
 */
export async function loadWrangler(): Promise<typeof import("wrangler")> {
  Object.assign(process.env, {
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_LOG: "error",
    WRANGLER_HIDE_BANNER: "true",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    X_LOCAL_EXPLORER: "false",
    X_LOCAL_OBSERVABILITY: process.env.X_LOCAL_OBSERVABILITY ?? "false",
  });
  closePublicBucket();
  return import("wrangler");
}
