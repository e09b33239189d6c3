/** Whether reading and inference need a key (`RETORT_CLOSED_READS`): any key will do, whatever its scopes. */
import type { MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import type { AppEnv } from "../http/api.ts";
import { isView } from "../pages/views.ts";
import { requireKey } from "./require-key.ts";

/** What probes ask, who have no keys, and what tells people how to ask for the rest: beside the views of the page, which ask for a key themselves. */
const OPEN = /^(\/docs\/?|\/openapi\.json\/?|\/v2\/health\/(live|ready)\/?|\/models\/[^/]+\/health\/?)$/;

/** Closed by any value but none and `false`, so that no spelling of yes leaves them open. */
export const readsAreClosed = ({ RETORT_CLOSED_READS = "" }: Env): boolean =>
  !["", "false"].includes(RETORT_CLOSED_READS.trim().toLowerCase());

export const closedReads = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  if (!readsAreClosed(c.env) || isView(c.req.path) || OPEN.test(c.req.path)) return next();
  await requireKey(c);
  await next();
  // Else a cache between us and somebody with a key may hand it to somebody without (RFC 9111, 3.5).
  const kept = c.res.headers.get("cache-control");
  if (kept?.startsWith("public")) c.res.headers.set("cache-control", kept.replace("public", "private"));
};
