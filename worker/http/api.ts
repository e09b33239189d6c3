/** The one way to build a sub-app: validation errors and thrown ones leave as problems, whoever noticed them. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { RequestIdVariables } from "hono/request-id";
import type * as z from "zod";
import type { Env } from "../env.ts";
import { ProblemError, type ProblemErrors, sendProblem } from "./problem.ts";

/** `keyId`: of the API key, on routes behind `requireScope`. */
export type AppEnv = { Bindings: Env; Variables: RequestIdVariables & { keyId?: string } };

/** At most this many errors are spelled out; a body of 1,000 bad inputs would otherwise answer with a megabyte. */
const LISTED = 20;

/** Path and message of each issue; a union's issues are those of the branch that got furthest. */
function flatten(issues: readonly z.core.$ZodIssue[], prefix: PropertyKey[] = []): ProblemErrors {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === "invalid_union" && issue.errors.length > 0) {
      const branches = issue.errors.map((branch) => flatten(branch, path));
      const depth = (errors: ProblemErrors) => Math.max(0, ...errors.map((e) => e.path.length));
      const deepest = branches.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best));
      if (depth(deepest) > path.join(".").length) return deepest;
    }
    return [{ path: path.map(String).join("."), message: issue.message }];
  });
}

/** 422 for whatever a schema refuses in body, query, path or headers. */
function invalid(c: Context, error: z.core.$ZodError, target: string) {
  const errors = flatten(error.issues);
  const first = errors[0]!;
  const where = first.path === "" ? (target === "json" ? "body" : target) : first.path;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return sendProblem(c, 422, "invalid-request", `${where}: ${first.message}${more}`, errors.slice(0, LISTED));
}

/** Known errors say what they are; anything unforeseen is logged and leaves as a plain 500. */
export const onError: ErrorHandler<AppEnv> = (error, c) => {
  if (error instanceof ProblemError) return sendProblem(c, error.status, error.slug, error.message, error.errors);
  if (error instanceof HTTPException) {
    if (error.status === 415) {
      return sendProblem(c, 415, "unsupported-media-type", "The body's content type is not one this path takes.");
    }
    if (error.status === 400) return sendProblem(c, 400, "malformed-json", "The body is not valid JSON.");
  }
  console.error(`request ${c.var.requestId}:`, error);
  return sendProblem(c, 500, "internal-error", "Something unforeseen went wrong; the log knows it by x-request-id.");
};

/** An empty sub-app. Its validation errors answer 422; errors it throws reach the root's `onError`. */
export const newApi = () =>
  new OpenAPIHono<AppEnv>({
    defaultHook: (result, c) => (result.success ? undefined : invalid(c, result.error, result.target)),
  });
