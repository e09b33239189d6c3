/** Errors under `/v2`, as the Open Inference Protocol has them. */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export const OpenInferenceError = z
  .strictObject({ error: z.string().openapi({ description: "One sentence", example: "There is no model nope." }) })
  .openapi("OpenInferenceError");

/** Whether a path belongs to the protocol, whose clients read no problem. */
export const isOpenInference = (path: string): boolean => path === "/v2" || path.startsWith("/v2/");

/**
 * `{"error": "..."}` with the content type alone: kserve's client drops the sentence where a charset follows, Triton's breaks on
 * anything but a string. Shed work is 503 here, which both understand; who sheds it says 429.
 */
export const sendOpenInferenceError = (c: Context, status: ContentfulStatusCode, error: string): Response =>
  c.body(JSON.stringify({ error }), status === 429 ? 503 : status, { "content-type": "application/json" });

/** The response entry of a route for one of its error statuses. */
export const openInferenceError = (description: string) => ({
  description,
  content: { "application/json": { schema: OpenInferenceError } },
});
