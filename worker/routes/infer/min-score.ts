import { z } from "@hono/zod-openapi";

/** From where on a score is an answer. */
export const MinScore = z.number().min(0).max(1).optional();
