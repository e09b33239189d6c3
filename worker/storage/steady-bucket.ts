/** A bucket whose failures in passing nobody sees. */
import { type Steadiness, StorageUnavailable, soonest, steadily } from "./steadily.ts";
import { type Extent, resumedBody, wholeBody } from "./steady-body.ts";

const steady = new WeakMap<R2Bucket, R2Bucket>();

/**
 * The bucket, always the same one for the same: reads (`get`, `head`, `list`, bodies) are tried again where they fail, and a second
 * time where they are slow; of writes, `delete` and a `put` of bytes, which come to the same when done twice. A stream can't be sent
 * again: who sends one tries again as a whole. Throws StorageUnavailable where nothing helps.
 */
export function steadyBucket(bucket: R2Bucket): R2Bucket {
  const known = steady.get(bucket);
  if (known !== undefined) return known;
  const made = new Proxy(bucket, {
    get(target, name) {
      const method = METHODS[name as keyof typeof METHODS] as ((bucket: R2Bucket) => unknown) | undefined;
      if (method !== undefined) return method(target);
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  steady.set(bucket, made);
  steady.set(made, made);
  return made;
}

type Value = Parameters<R2Bucket["put"]>[1];

const METHODS = {
  get: (bucket: R2Bucket) => async (key: string, options?: R2GetOptions) => {
    const how = at(`get ${key}`);
    const object = await steadily(how, () => soonest(() => bucket.get(key, options), dismiss));
    return object && "body" in object ? steadyBody(bucket, object, options, how) : object;
  },
  head: (bucket: R2Bucket) => (key: string) => steadily(at(`head ${key}`), () => soonest(() => bucket.head(key))),
  list: (bucket: R2Bucket) => (options?: R2ListOptions) =>
    steadily(at(`list ${options?.prefix ?? ""}`), () => soonest(() => bucket.list(options))),
  put: (bucket: R2Bucket) => (key: string, value: Value, options?: R2PutOptions) => {
    const once = value instanceof ReadableStream || options?.onlyIf !== undefined;
    return steadily({ ...at(`put ${key}`), ...(once && { tries: 1 }) }, () => bucket.put(key, value, options));
  },
  delete: (bucket: R2Bucket) => (keys: string | string[]) =>
    steadily(at(`delete ${[keys].flat()[0]}`), () => bucket.delete(keys)),
};

const at = (call: string): Steadiness => ({ store: "bucket", call, isLasting });

/** What R2 says may be tried again: internal error, no service, a connection that broke, too many requests. */
const PASSING = ["10001", "10043", "10054", "10058"];

/** R2's errors end with a code in brackets, other than those of the connection. A TypeError is the caller's. */
function isLasting(error: unknown): boolean {
  if (error instanceof TypeError || !(error instanceof Error)) return true;
  const code = /\((\d{5})\)$/.exec(error.message)?.[1];
  return code !== undefined && !PASSING.includes(code);
}

/** Nobody reads it: its connection is given back. */
const dismiss = (object: R2Object | R2ObjectBody | null) =>
  object && "body" in object && object.body.cancel().catch(() => {});

function steadyBody(
  bucket: R2Bucket,
  object: R2ObjectBody,
  { range, ...options }: R2GetOptions = {},
  how: Steadiness,
): R2ObjectBody {
  if (range instanceof Headers) return object; // nobody here asks so
  const extent = extentOf(object.size, range);
  const reopen = async (range: Extent) => {
    const again = await bucket.get(object.key, { ...options, range, onlyIf: { etagMatches: object.etag } });
    if (again !== null && "body" in again) return again;
    console.error(`${object.key} was overwritten while it was read`);
    throw new StorageUnavailable("bucket");
  };
  const whole = () => wholeBody(object, extent, reopen, how);
  const text = async () => new TextDecoder().decode(await whole());
  let body: ReadableStream | undefined;
  const readers = {
    arrayBuffer: whole,
    bytes: async () => new Uint8Array(await whole()),
    text,
    json: async () => JSON.parse(await text()),
    blob: async () => new Blob([await whole()]),
  };
  return new Proxy(object, {
    get(target, name) {
      if (Object.hasOwn(readers, name)) return readers[name as keyof typeof readers];
      if (name === "body") {
        body ??= resumedBody(target, extent, reopen, how);
        return body;
      }
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** The bytes that an answer to `range` has, of an object of `size`. */
function extentOf(size: number, range: R2Range | undefined): Extent {
  if (range === undefined) return { offset: 0, length: size };
  if ("suffix" in range) return { offset: Math.max(0, size - range.suffix), length: Math.min(size, range.suffix) };
  const { offset = 0, length = size } = range;
  return { offset, length: Math.min(length, size - offset) };
}
