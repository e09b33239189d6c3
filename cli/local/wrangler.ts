/** Wrangler as a library, told to be quiet and to talk to nobody. */
export async function loadWrangler(): Promise<typeof import("wrangler")> {
  Object.assign(process.env, {
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_LOG: "error",
    WRANGLER_HIDE_BANNER: "true",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
  });
  return import("wrangler");
}
