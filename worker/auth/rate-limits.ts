/**
 * How often an address or a key may ask, counted by Cloudflare's rate-limiting bindings (wrangler.toml). A key that is good has a count of
 * its own, wherever its requests come from; all others count for their address. Where nothing is bound there is no limit.
 * Source: https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/
 */
import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../http/api.ts";
import { ProblemError } from "../http/problem.ts";
import { callerOf } from "./caller.ts";
import { networkOf } from "./network-of.ts";
import { RATE_LIMIT_SECONDS } from "./rate-limit-period.ts";

/** Probes come by the second, and cost nothing. */
const UNCOUNTED = /^\/v2\/health\//;

/** In front of everything that costs something but the look for the key: 429 with `retry-after` past the limit. */
export const rateLimits = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  const { LIMIT_BY_ADDRESS, LIMIT_BY_KEY, RETORT_RATE_LIMITS } = c.env;
  if (RETORT_RATE_LIMITS === "off" || UNCOUNTED.test(c.req.path)) return next();

  const caller = LIMIT_BY_KEY === undefined ? undefined : await callerOf(c);
  if (caller?.kind === "known") await count(LIMIT_BY_KEY, caller.id, "This API key");
  else await count(LIMIT_BY_ADDRESS, networkOf(c.req.header("cf-connecting-ip") ?? ""), "This address");
  return next();
};

async function count(limit: RateLimit | undefined, key: string, who: string): Promise<void> {
  if (limit === undefined || (await limit.limit({ key })).success) return;
  const detail = `${who} asks too often: wait ${RATE_LIMIT_SECONDS} seconds.`;
  throw new ProblemError(429, "too-many-requests", detail, undefined, { "retry-after": String(RATE_LIMIT_SECONDS) });
}
