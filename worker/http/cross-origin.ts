/**
 * Which pages of other origins may ask what (CORS). Reading and inference are for all; whatever changes something here is for the
 * origins that `RETORT_WRITE_ORIGINS` lists, separated by spaces or commas, and without it for no other origin than our own.
 */
import type { Context, MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { AppEnv } from "./api.ts";

const common = {
  exposeHeaders: [
    "x-request-id",
    "x-error-message",
    "inference-header-content-length",
    "x-retort-model",
    "x-retort-runtime",
    "x-retort-truncated",
    "x-retort-looks",
    "location",
    "retry-after",
    "www-authenticate",
    "etag",
    "allow",
  ],
  maxAge: 7200, // browsers keep a preflight no longer
};

/** Posts that change nothing. */
const INFERENCE = /^\/(models\/|v2\/|v1\/compare\/?$|v1\/experiments\/[^/]+\/infer\/?$)/;

const forAll = cors({ ...common, origin: "*", allowMethods: ["GET", "HEAD", "POST"] });

const forListed = cors({
  ...common,
  origin: (origin, c: Context<AppEnv>) => (listed(c.env.RETORT_WRITE_ORIGINS).includes(origin) ? origin : null),
  allowMethods: ["PUT", "POST", "PATCH", "DELETE"],
});

const listed = (origins = ""): string[] => origins.split(/[\s,]+/).map((origin) => origin.replace(/\/+$/, ""));

/** Answers preflights, and tells browsers who may read an answer. */
export const crossOrigin = (): MiddlewareHandler<AppEnv> => (c, next) =>
  (changesNothing(methodOf(c), c.req.path) ? forAll : forListed)(c, next);

/** The method that a preflight asks for. */
const methodOf = (c: Context<AppEnv>): string =>
  c.req.method === "OPTIONS" ? (c.req.header("access-control-request-method") ?? "GET") : c.req.method;

const changesNothing = (method: string, path: string): boolean =>
  method === "GET" || method === "HEAD" || (method === "POST" && INFERENCE.test(path));
