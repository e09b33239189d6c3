import type { Context } from "hono";
import { sendProblem } from "./problem.ts";
import { shown } from "./shown.ts";

/** 405 for a path that has routes, but none for this method; `methods` are those of the routes, HEAD with GET. */
export function sendWrongMethod(c: Context, methods: readonly string[]): Response {
  // Every path answers OPTIONS: the CORS middleware does.
  const allow = [...methods, "OPTIONS"].join(", ");
  c.header("allow", allow);
  return sendProblem(c, 405, "method-not-allowed", `${shown(c.req.path)} takes ${allow}, not ${shown(c.req.method)}.`);
}
