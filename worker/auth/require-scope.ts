import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../http/api.ts";
import { ProblemError } from "../http/problem.ts";
import type { Scope } from "../storage/scope.ts";
import { requireKey } from "./require-key.ts";

/** Route middleware: lets a request through when its bearer key has one of the scopes; 401 without a good key, 403 without the scope. */
export const requireScope =
  (...scopes: [Scope, ...Scope[]]): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const caller = await requireKey(c);
    if (!scopes.some((scope) => caller.scopes.includes(scope))) {
      const [wanted] = scopes;
      throw new ProblemError(403, "missing-scope", `The API key does not have the scope "${wanted}".`, undefined, {
        "www-authenticate": `Bearer realm="retort", error="insufficient_scope", scope="${wanted}"`,
      });
    }
    return next();
  };
