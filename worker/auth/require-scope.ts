import type { Context, MiddlewareHandler } from "hono";
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { AppEnv } from "../http/api.ts";
import { sendProblem } from "../http/problem.ts";
import { keyStore } from "../storage/key-store.ts";
import { SCOPES, type Scope } from "../storage/scope.ts";

const ADMIN = { id: "admin", name: "admin", scopes: SCOPES };

/**
 * Route middleware: lets a request through when its bearer key has one of the scopes, and notes the key's id as `c.var.keyId`;
 * 401 without a good key, 403 without the scope.
 */
export const requireScope =
  (...scopes: [Scope, ...Scope[]]): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const key = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    if (key === undefined) {
      return unauthorized(c, 'Bearer realm="retort"', "This needs an API key: send authorization: Bearer <key>.");
    }
    const found = (await isAdminKey(key, c.env.RETORT_ADMIN_KEY)) ? ADMIN : await keyStore(c.env.DB).identify(key);
    if (found === null) {
      return unauthorized(c, 'Bearer realm="retort", error="invalid_token"', "The API key is not known here.");
    }
    if (!scopes.some((scope) => found.scopes.includes(scope))) {
      const [wanted] = scopes;
      c.header("www-authenticate", `Bearer realm="retort", error="insufficient_scope", scope="${wanted}"`);
      return sendProblem(c, 403, "missing-scope", `The API key does not have the scope "${wanted}".`);
    }
    c.set("keyId", found.id);
    c.set("keyName", found.name);
    c.set("isAdmin", found.scopes.includes("admin"));
    return next();
  };

function unauthorized(c: Context, challenge: string, detail: string) {
  c.header("www-authenticate", challenge);
  return sendProblem(c, 401, "unauthorized", detail);
}

/** Compares digests, all of them, so that the time taken says nothing about how much of a guess was right. */
async function isAdminKey(key: string, adminKey: string | undefined): Promise<boolean> {
  if (!adminKey) return false;
  const [given, expected] = await Promise.all([sha256(key), sha256(adminKey)]);
  let difference = 0;
  for (let i = 0; i < expected.length; i++) difference |= given.charCodeAt(i) ^ expected.charCodeAt(i);
  return difference === 0;
}
