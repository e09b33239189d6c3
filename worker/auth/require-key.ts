import type { Context } from "hono";
import type { AppEnv } from "../http/api.ts";
import { ProblemError } from "../http/problem.ts";
import { type Caller, callerOf } from "./caller.ts";

/** The caller, who has a key that is good here. Throws the 401 problem that says why there is none; `needed` where none was sent. */
export async function requireKey(
  c: Context<AppEnv>,
  needed = "This needs an API key: send authorization: Bearer <key>.",
): Promise<Extract<Caller, { kind: "known" }>> {
  const caller = await callerOf(c);
  switch (caller.kind) {
    case "nobody":
      throw unauthorized("", needed);
    case "unknown":
      throw unauthorized(', error="invalid_token"', "The API key is not known here.");
    case "expired":
      throw unauthorized(', error="invalid_token"', `The API key expired at ${caller.at}.`);
    case "known":
      return caller;
  }
}

/** The challenge is RFC 6750's, section 3. */
const unauthorized = (error: string, detail: string) =>
  new ProblemError(401, "unauthorized", detail, undefined, { "www-authenticate": `Bearer realm="retort"${error}` });
