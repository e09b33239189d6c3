/** The one way to build a sub-app: validation errors and thrown ones leave as problems, whoever noticed them. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { RequestIdVariables } from "hono/request-id";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Env } from "../env.ts";
import { UnfitText } from "../pipelines/run-encodings.ts";
import { EngineError } from "../runtime/engine/memory.ts";
import { Busy, ClientGone, TooCostly } from "../runtime/refusals.ts";
import { DamagedError } from "../storage/damage.ts";
import { StorageUnavailable } from "../storage/steadily.ts";
import { invalidRequest } from "./invalid-request.ts";
import { ProblemError, sendProblem } from "./problem.ts";

/** `keyId`, `keyName`: of the API key, once it was looked up (auth/caller.ts); `isAdmin`: it has the scope admin. `tokens`: read by models so far. */
export type AppEnv = {
  Bindings: Env;
  Variables: RequestIdVariables & { keyId?: string; keyName?: string; isAdmin?: boolean; tokens?: number };
};

/** nginx's "client closed request": nobody gets it. */
const CLIENT_GONE = 499 as ContentfulStatusCode;

/** Known errors say what they are; anything unforeseen is logged and leaves as a plain 500. */
export const onError: ErrorHandler<AppEnv> = (error, c) => {
  if (error instanceof ProblemError) {
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return sendProblem(c, error.status, error.slug, error.message, error.errors);
  }
  if (error instanceof HTTPException) {
    if (error.status === 415) {
      return sendProblem(c, 415, "unsupported-media-type", "The body's content type is not one this path takes.");
    }
    if (error.status === 400) return sendProblem(c, 400, "malformed-json", "The body is not valid JSON.");
  }
  if (error instanceof UnfitText) return sendProblem(c, 422, "input-unfit", `${capitalised(error.message)}.`);
  if (error instanceof TooCostly) return sendProblem(c, 413, "too-costly", `${capitalised(error.message)}.`);
  if (error instanceof ClientGone) return c.body(null, CLIENT_GONE); // for those who count
  if (error instanceof Busy) {
    c.header("retry-after", String(error.retryAfterSeconds));
    return sendProblem(c, 429, "busy", `${capitalised(error.message)}.`);
  }
  if (error instanceof EngineError) return sendProblem(c, 422, "runtime-unfit", `${capitalised(error.message)}.`);
  if (error instanceof DamagedError) {
    console.error(`request ${c.var.requestId}: ${error.message}`);
    return sendProblem(c, 500, error.slug, `${capitalised(error.message)}.`);
  }
  if (error instanceof StorageUnavailable) {
    c.header("retry-after", String(error.retryAfterSeconds)); // logged where it was noticed, for all who wait for the same
    return sendProblem(c, 500, "storage-unavailable", `${capitalised(error.message)}.`);
  }
  console.error(`request ${c.var.requestId}:`, error);
  return sendProblem(c, 500, "internal-error", "Something unforeseen went wrong; the log knows it by x-request-id.");
};

const capitalised = (sentence: string) => sentence[0]!.toUpperCase() + sentence.slice(1);

/** An empty sub-app. Its validation errors answer 422; errors it throws reach the root's `onError`. */
export const newApi = () =>
  new OpenAPIHono<AppEnv>({
    strict: false, // of the root's: a path may end in a slash
    defaultHook(result, c) {
      if (result.success) return undefined;
      const { status, slug, message, errors } = invalidRequest(result.error, result.target);
      return sendProblem(c, status, slug, message, errors);
    },
  });
