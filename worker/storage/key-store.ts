import { sha256 } from "../../r2-assets/format/digest.ts";
import type { Database } from "./database.ts";
import { equalDigests } from "./equal-digests.ts";
import { randomHex } from "./random-hex.ts";
import type { Scope } from "./scope.ts";

/** A key as it can be shown: without itself. Times are ISO 8601. */
export interface ApiKey {
  id: string;
  name: string;
  scopes: Scope[];
  created_at: string;
  /** From when on it is refused; null for never. */
  expires_at: string | null;
  /** To a minute; null for a key that was not used yet. */
  last_used_at: string | null;
}

export type KeyLookup =
  | { kind: "known"; key: ApiKey }
  | { kind: "expired"; at: string } // its digest is here, its time is over
  | { kind: "unknown" };

export interface KeyStore {
  /** Makes a key of 256 random bits. `key` is returned here and never again. */
  create(name: string, scopes: readonly Scope[], expiresAt?: Date): Promise<ApiKey & { key: string }>;
  /** Expired ones, too, until they are revoked. */
  list(): Promise<ApiKey[]>;
  /** Whether there was such a key. It stops working at once. */
  revoke(id: string): Promise<boolean>;
  /** Whose key this is and what it may do. */
  identify(key: string, now?: Date): Promise<KeyLookup>;
  /** Notes that the key is used, unless that was noted within the last minute. */
  noteUse(key: Pick<ApiKey, "id" | "last_used_at">, now?: Date): Promise<void>;
}

type KeyTuple = Omit<ApiKey, "scopes"> & { scopes: string };

const COLUMNS = "id, name, scopes, created_at, expires_at, last_used_at";

const keyOf = (tuple: KeyTuple): ApiKey => ({ ...tuple, scopes: JSON.parse(tuple.scopes) as Scope[] });

/** Keys are recognisable, so that secret scanners can find one that leaked. */
const PREFIX = "retort_";

/** So many digits of a digest find its row; the others are compared in constant time. */
const INDEXED_DIGITS = 16;

const USE_NOTED_MS = 60_000;

export const keyStore = (db: Database): KeyStore => ({
  async create(name, scopes, expiresAt) {
    const key = PREFIX + randomHex(32);
    const stored: ApiKey = {
      id: randomHex(6),
      name,
      scopes: [...new Set(scopes)],
      created_at: new Date().toISOString(),
      expires_at: expiresAt?.toISOString() ?? null,
      last_used_at: null,
    };
    await db
      .prepare("INSERT INTO api_keys (id, name, sha256, scopes, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)")
      .bind(stored.id, name, await sha256(key), JSON.stringify(stored.scopes), stored.created_at, stored.expires_at)
      .run();
    return { ...stored, key };
  },

  async list() {
    const { results } = await db.prepare(`SELECT ${COLUMNS} FROM api_keys ORDER BY created_at, id`).all<KeyTuple>();
    return results.map(keyOf);
  },

  async revoke(id) {
    const { meta } = await db.prepare("DELETE FROM api_keys WHERE id = ?").bind(id).run();
    return meta.changes > 0;
  },

  async identify(key, now = new Date()) {
    // Only keys made here can match, so anything else is refused without a query.
    if (!key.startsWith(PREFIX)) return { kind: "unknown" };
    const digest = await sha256(key);
    const { results } = await db
      .prepare(`SELECT sha256, ${COLUMNS} FROM api_keys WHERE sha256 >= ? AND sha256 < ?`)
      .bind(digest.slice(0, INDEXED_DIGITS), `${digest.slice(0, INDEXED_DIGITS)}g`) // g comes after every digit
      .all<KeyTuple & { sha256: string }>();
    const found = results.find((tuple) => equalDigests(tuple.sha256, digest));
    if (found === undefined) return { kind: "unknown" };
    const { sha256: _, ...tuple } = found;
    if (tuple.expires_at !== null && Date.parse(tuple.expires_at) <= now.getTime())
      return { kind: "expired", at: tuple.expires_at };
    return { kind: "known", key: keyOf(tuple) };
  },

  async noteUse({ id, last_used_at }, now = new Date()) {
    if (last_used_at !== null && now.getTime() - Date.parse(last_used_at) < USE_NOTED_MS) return;
    // Of requests at the same time one writes.
    await db
      .prepare("UPDATE api_keys SET last_used_at = ? WHERE id = ? AND last_used_at IS ?")
      .bind(now.toISOString(), id, last_used_at)
      .run();
  },
});
