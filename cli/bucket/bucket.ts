/** Where published models lie: R2 over its S3 API, the local R2 that `retort serve` persists, or a plain folder. */

/** What a store knows of an object without sending its bytes. */
export interface Stat {
  bytes: number;
  /** Changes whenever the content does; what `putIf` compares. */
  etag: string;
  /** As the writer named it and the store verified it; undefined for objects that came in without one. */
  sha256?: string;
  /** Who put it there, where the writer said so. */
  origin?: string;
  /** As the store computed it from what it holds; undefined where it computes another digest. */
  md5?: string;
}

export interface PutOptions {
  contentType: string;
  /** 64 hex digits. Sent along, so that the store refuses bytes that changed on the way. */
  sha256: string;
  /** Who puts it there, for whoever wants to know it later. */
  origin?: string;
}

/** What must hold for a conditional put: the object is still the one with this etag, or there is none. */
export type Condition = { etag: string } | "absent";

export type PutIfOutcome =
  | { kind: "written"; etag: string }
  | { kind: "changed" } // somebody else wrote in between; nothing was written
  | { kind: "unsupported" }; // the store has no such condition; nothing was written

/**
 * A flat store of immutable-by-convention objects. Keys are `/`-separated words of `[A-Za-z0-9._-]`.
 * An absent object is `undefined`, not an error; throws CliError when the store can't be reached or refuses us.
 * A `put` is atomic: readers see the old object or the whole new one. Proven by bucket.contract.ts.
 */
export interface Bucket {
  /** How people call it in messages: `bucket "retort"`, `folder out/bucket`. */
  readonly name: string;
  get(key: string): Promise<{ bytes: Uint8Array; etag: string } | undefined>;
  head(key: string): Promise<Stat | undefined>;
  put(key: string, bytes: Uint8Array, options: PutOptions): Promise<void>;
  putIf(condition: Condition, key: string, bytes: Uint8Array, options: PutOptions): Promise<PutIfOutcome>;
  /** Every key that starts with `prefix`, sorted by code units. */
  list(prefix: string): Promise<string[]>;
  /** Deleting what is not there is fine. */
  delete(key: string): Promise<void>;
  /** Lets go of connections and processes. */
  close(): Promise<void>;
}

/**
 * The largest object that is put in one request here, since it is held in memory. R2 itself takes 5 GiB in one;
 * an artefact for a 128 MB isolate stays far below both.
 */
export const MAX_OBJECT_BYTES = 300 * 1024 * 1024;

/** The content type of an object, by its key's ending. */
export function contentTypeOf(key: string): string {
  if (key.endsWith(".json")) return "application/json";
  if (key.endsWith(".ndjson")) return "application/x-ndjson";
  return "application/octet-stream";
}
