/** Whose request this is, by its bearer key. */
import { waitUntil } from "cloudflare:workers";
import type { Context } from "hono";
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { AppEnv } from "../http/api.ts";
import { equalDigests } from "../storage/equal-digests.ts";
import { keyStore } from "../storage/key-store.ts";
import { SCOPES, type Scope } from "../storage/scope.ts";

export type Caller =
  | { kind: "nobody" } // no key, or not as a bearer token
  | { kind: "unknown" }
  | { kind: "expired"; at: string }
  | { kind: "known"; id: string; name: string; scopes: readonly Scope[] };

const ADMIN: Caller = { kind: "known", id: "admin", name: "admin", scopes: SCOPES };

const identified = new WeakMap<Context<AppEnv>, Promise<Caller>>();

/** Looked up once a request. Of a known key the id is noted as `c.var.keyId`, and in the database that it was used. */
export function callerOf(c: Context<AppEnv>): Promise<Caller> {
  const before = identified.get(c);
  if (before !== undefined) return before;
  const caller = identify(c);
  identified.set(c, caller);
  return caller;
}

async function identify(c: Context<AppEnv>): Promise<Caller> {
  const key = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (key === undefined) return { kind: "nobody" };
  const caller = (await isAdminKey(key, c.env.RETORT_ADMIN_KEY)) ? ADMIN : await lookUp(c, key);
  if (caller.kind === "known") {
    c.set("keyId", caller.id);
    c.set("keyName", caller.name);
    c.set("isAdmin", caller.scopes.includes("admin"));
  }
  return caller;
}

async function lookUp(c: Context<AppEnv>, presented: string): Promise<Caller> {
  const keys = keyStore(c.env.DB);
  const found = await keys.identify(presented);
  if (found.kind !== "known") return found;
  const { id, name, scopes } = found.key;
  // Nobody waits for it, and nothing fails for it: the next use is noted.
  waitUntil(keys.noteUse(found.key).catch(() => {}));
  return { kind: "known", id, name, scopes };
}

async function isAdminKey(key: string, adminKey: string | undefined): Promise<boolean> {
  if (!adminKey) return false;
  const [given, expected] = await Promise.all([sha256(key), sha256(adminKey)]);
  return equalDigests(given, expected);
}
