/** Counts every request: for `GET /metrics`, as a data point of Analytics Engine where that is bound, and as a line of the log. */
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { AppEnv } from "../http/api.ts";
import { beginRequest, type Counted, countRequest } from "./counters.ts";
import { logLine } from "./log-line.ts";

/** Where nothing matched but middleware. */
const NO_ROUTE = "none";

export const countRequests = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  const from = Date.now();
  const end = beginRequest(from);
  try {
    await next();
  } finally {
    end();
  }
  const pattern = routePath(c, -1);
  const counted: Counted = {
    route: pattern.endsWith("*") ? NO_ROUTE : pattern,
    method: c.req.method,
    status: c.res.status,
    ms: Date.now() - from,
    models: c.res.headers.get("x-retort-model")?.split(", ") ?? [],
    runtime: c.res.headers.get("x-retort-runtime") ?? "",
  };
  countRequest(counted);
  const { requestId: id, tokens, keyId: key } = c.var;
  c.env.ANALYTICS?.writeDataPoint(dataPoint(counted, tokens ?? 0));
  if (c.env.RETORT_LOG !== "off") console.log(logLine({ ...counted, id, tokens, key }));
};

/**
 * In this order, which queries rely on: blobs are model, runtime, status, route, method; doubles tokens, milliseconds. The index, by
 * which the platform samples, is the first model, or the route.
 */
export function dataPoint({ route, method, status, ms, models, runtime }: Counted, tokens: number) {
  return {
    indexes: [(models[0] ?? route).slice(0, 96)],
    blobs: [models.join(", "), runtime, String(status), route, method],
    doubles: [tokens, ms],
  };
}
