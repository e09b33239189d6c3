import type { MiddlewareHandler } from "hono";
import { turnQueue } from "../runtime/shared-queue.ts";
import type { AppEnv } from "./api.ts";

/** Middleware before all that takes time: long work of others stands still for a moment, since this request may be a short one. */
export const arrival: MiddlewareHandler<AppEnv> = async (c, next) => {
  const over = turnQueue.arrive(c.req.raw.signal);
  try {
    await next();
  } finally {
    over();
  }
};
