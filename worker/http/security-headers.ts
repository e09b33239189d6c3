/** What browsers are to forbid, whatever an answer holds: https://owasp.org/www-project-secure-headers/ */
import { createHash } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { DOCS_SCRIPT } from "../pages/docs-page.ts";
import { isView } from "../pages/views.ts";
import type { AppEnv } from "./api.ts";

type Policy = NonNullable<NonNullable<Parameters<typeof secureHeaders>[0]>["contentSecurityPolicy"]>;

/** Those that a browser of today heeds. What remains of hono's is for those of long ago, and bytes on every answer. */
const withPolicy = (contentSecurityPolicy: Policy) =>
  secureHeaders({
    contentSecurityPolicy: {
      ...contentSecurityPolicy,
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: "max-age=15552000", // of this name alone: what lies below it is not ours to decide about
    crossOriginResourcePolicy: false, // answers are for other origins, too: http/cross-origin.ts
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: false, // frame-ancestors
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });

const digest = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const forAnswers = withPolicy({});

/** The page asks this server alone, runs the engine's WebAssembly, keeps itself for offline, and makes pictures of its charts. */
const forViews = withPolicy({
  scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", "blob:"],
  connectSrc: ["'self'"],
  workerSrc: ["'self'"],
});

/** Swagger UI writes styles into its elements and has its pictures in the style sheet. It asks the API when told to. */
const forDocs = withPolicy({
  scriptSrc: ["'self'", digest(DOCS_SCRIPT)],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", "data:"],
  connectSrc: ["'self'"],
});

const policyOf = (path: string) => {
  if (isView(path)) return forViews;
  return path === "/docs" || path === "/docs/" ? forDocs : forAnswers;
};

export const securityHeaders = (): MiddlewareHandler<AppEnv> => (c, next) => policyOf(c.req.path)(c, next);
