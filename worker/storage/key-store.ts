import { sha256 } from "../../r2-assets/format/digest.ts";
import type { Database } from "./database.ts";
import type { Scope } from "./scope.ts";

/** A key as it can be shown: without itself. */
export interface ApiKey {
  id: string;
  name: string;
  scopes: Scope[];
  created_at: string;
}

export interface KeyStore {
  /** Makes a key of 256 random bits. `key` is returned here and never again. */
  create(name: string, scopes: readonly Scope[]): Promise<ApiKey & { key: string }>;
  list(): Promise<ApiKey[]>;
  /** Whether there was such a key. It stops working at once. */
  revoke(id: string): Promise<boolean>;
  /** Whose key this is and what it may do; null for one that is not known. */
  identify(key: string): Promise<{ id: string; name: string; scopes: Scope[] } | null>;
}

interface KeyTuple {
  id: string;
  name: string;
  scopes: string;
  created_at: string;
}

/** Keys are recognisable, so that secret scanners can find one that leaked. */
const PREFIX = "retort_";

const random = (bytes: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(16).padStart(2, "0")).join("");

export const keyStore = (db: Database): KeyStore => ({
  async create(name, scopes) {
    const key = PREFIX + random(32);
    const stored: ApiKey = { id: random(6), name, scopes: [...new Set(scopes)], created_at: new Date().toISOString() };
    await db
      .prepare("INSERT INTO api_keys (id, name, sha256, scopes, created_at) VALUES (?, ?, ?, ?, ?)")
      .bind(stored.id, name, await sha256(key), JSON.stringify(stored.scopes), stored.created_at)
      .run();
    return { ...stored, key };
  },

  async list() {
    const { results } = await db
      .prepare("SELECT id, name, scopes, created_at FROM api_keys ORDER BY created_at, id")
      .all<KeyTuple>();
    return results.map((tuple) => ({ ...tuple, scopes: JSON.parse(tuple.scopes) as Scope[] }));
  },

  async revoke(id) {
    const { meta } = await db.prepare("DELETE FROM api_keys WHERE id = ?").bind(id).run();
    return meta.changes > 0;
  },

  async identify(key) {
    // Only keys made here can match, so anything else is refused without a query.
    if (!key.startsWith(PREFIX)) return null;
    const tuple = await db
      .prepare("SELECT id, name, scopes FROM api_keys WHERE sha256 = ?")
      .bind(await sha256(key))
      .first<{ id: string; name: string; scopes: string }>();
    return tuple && { id: tuple.id, name: tuple.name, scopes: JSON.parse(tuple.scopes) as Scope[] };
  },
});
