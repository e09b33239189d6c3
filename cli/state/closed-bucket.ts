/**
 * Closes the route under which miniflare, which wrangler serves with, hands out every object of every local bucket to whoever
 * asks: `/cdn-cgi/local/r2/public/<bucket>/<key>` (miniflare 4.2026 of wrangler 4.164). No option of either turns it off, and it
 * lies in front of the Worker, on the port that is served and on an inner one. So the function that makes the route's service is
 * made to say, as it does for a Worker without buckets, that there is none.
 */
import { registerHooks } from "node:module";
import { CliError } from "../cli-error.ts";

const MINIFLARE = /\/miniflare\/dist\/src\/index\.js$/;
const MAKES_THE_SERVICE = "function getR2PublicService(allWorkerOpts, sharedOptions) {";

let closed = false;

/** To be called before wrangler is loaded. Throws CliError as it loads when miniflare no longer has that function. */
export function closePublicBucket(): void {
  if (closed) return;
  const hooks = registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!MINIFLARE.test(url)) return loaded;
      hooks.deregister();
      return { ...loaded, source: withoutPublicBucket(String(loaded.source)) };
    },
  });
  closed = true;
}

/** Miniflare's source without the route. */
export function withoutPublicBucket(source: string): string {
  const [before, after, ...more] = source.split(MAKES_THE_SERVICE);
  if (after === undefined || more.length > 0) {
    throw new CliError(
      "this wrangler's public bucket would stay open: `npm ci` installs the release for which it is closed",
    );
  }
  return `${before}${MAKES_THE_SERVICE} return undefined;${after}`;
}
