import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { type Fault, faultyBucket } from "../test/faulty-stores.ts";
import { digestOf, getDigested } from "./digested.ts";
import { StorageUnavailable } from "./steadily.ts";
import { steadyBucket } from "./steady-bucket.ts";

const BYTES = Uint8Array.from({ length: 20_000 }, (_, i) => (i * i) % 251);
const KEY = "a/key";

/** The test's bucket, whose calls meet these faults in their order, and none after them. */
function meeting(...faults: Fault[]) {
  const calls: string[] = [];
  const faulty = faultyBucket(env.BUCKET, ({ call }) => {
    calls.push(call);
    return faults.shift();
  });
  return { bucket: steadyBucket(faulty), calls };
}

let log: ReturnType<typeof vi.spyOn>;
beforeEach(async () => {
  vi.spyOn(Math, "random").mockReturnValue(-0.45); // pauses a tenth as long as the shortest
  log = vi.spyOn(console, "error").mockImplementation(() => {});
  await env.BUCKET.put(KEY, BYTES);
});
afterEach(() => vi.restoreAllMocks());

const read = async (bucket: R2Bucket, options?: R2GetOptions) => {
  const object = (await bucket.get(KEY, options)) as R2ObjectBody;
  return object.bytes();
};
const streamed = async (bucket: R2Bucket, options?: R2GetOptions) => {
  const object = (await bucket.get(KEY, options)) as R2ObjectBody;
  return new Uint8Array(await new Response(object.body).arrayBuffer());
};

test("one bucket has one steady one, which is its own", () => {
  const { bucket } = meeting();
  expect(steadyBucket(bucket)).toBe(bucket);
  expect(steadyBucket(env.BUCKET)).toBe(steadyBucket(env.BUCKET));
});

test("reads that fail a few times are answered, and nothing is logged", async () => {
  const { bucket, calls } = meeting("fails", "fails late", "fails");
  expect(await read(bucket)).toEqual(BYTES);
  expect(calls).toEqual(["get", "get", "get", "get"]);
  expect((await meeting("fails").bucket.head(KEY))!.size).toBe(BYTES.length);
  expect((await meeting("fails").bucket.list({ prefix: "a/" })).objects.map(({ key }) => key)).toEqual([KEY]);
  expect(await meeting("fails").bucket.get("no-such-key")).toBeNull();
  expect(log).not.toHaveBeenCalled();
});

test("a bucket that always fails is told as such, and logged once", async () => {
  const { bucket, calls } = meeting(...Array(9).fill("fails"));
  const error = await bucket.get(KEY).catch((error) => error);
  expect(error).toBeInstanceOf(StorageUnavailable);
  expect(error.message).toBe("the bucket does not answer for the moment");
  expect(calls).toHaveLength(4);
  expect(log.mock.calls).toEqual([['the bucket failed at "get a/key", tried 4 x: Network connection lost.']]);
});

test("what would fail again is thrown as it is", async () => {
  const { bucket } = meeting();
  const tooLong = await bucket.get("k".repeat(2000)).catch((error) => error);
  expect(tooLong).not.toBeInstanceOf(StorageUnavailable);
  expect(tooLong.message).toContain("10020");
  expect(log).not.toHaveBeenCalled();
});

test("of a slow read there are two, and the first to come is the answer", async () => {
  const { bucket, calls } = meeting({ slow: 3_600_000 });
  expect(await read(bucket)).toEqual(BYTES);
  expect(calls).toEqual(["get", "get"]);
  const late = meeting({ slow: 700 }, { slow: 3_600_000 });
  expect(await read(late.bucket)).toEqual(BYTES);
});

describe.each([
  ["whole", undefined],
  ["from the middle", { range: { offset: 1000, length: 15_000 } }],
  ["its end", { range: { suffix: 5000 } }],
  ["more than there is", { range: { offset: 19_000, length: 50_000 } }],
] satisfies [string, R2GetOptions | undefined][])("a body that breaks off, %s", (_, options) => {
  test.each([
    ["read at once", read],
    ["as a stream", streamed],
  ])("%s", async (_, reading) => {
    const right = await reading(env.BUCKET, options);
    const { bucket, calls } = meeting("breaks off", "fails", "breaks off");
    expect(await reading(bucket, options)).toEqual(right);
    expect(calls.length).toBeGreaterThanOrEqual(4);
  });
});

test("text and JSON, too", async () => {
  await env.BUCKET.put(KEY, '{"a": "ü"}');
  const { bucket } = meeting("breaks off");
  expect(await (await bucket.get(KEY))!.text()).toBe('{"a": "ü"}');
  expect(await (await meeting("breaks off").bucket.get(KEY))!.json()).toEqual({ a: "ü" });
});

test("an object that is overwritten while it is read is no mixture of two", async () => {
  const { bucket } = meeting("breaks off");
  const object = (await bucket.get(KEY))!;
  await env.BUCKET.put(KEY, BYTES.toReversed());
  await expect(new Response(object.body).arrayBuffer()).rejects.toThrow("the bucket does not answer");
});

test("digests are right over bodies that break off", async () => {
  const promised = await sha256(BYTES);
  const { bucket } = meeting("breaks off", "breaks off", "fails", undefined, "breaks off");
  const object = (await getDigested(bucket, KEY, promised, { slug: "x-damaged", what: "x" }))!;
  expect(await digestOf(object.body)).toBe(promised);
});

test("bytes are put again where that fails, a stream is not", async () => {
  const { bucket, calls } = meeting("fails", "fails late");
  await bucket.put("b", BYTES);
  expect(calls).toHaveLength(3);
  const stream = meeting("fails");
  await expect(stream.bucket.put("c", new Blob([BYTES]).stream() as ReadableStream)).rejects.toThrow(
    StorageUnavailable,
  );
  expect(stream.calls).toHaveLength(1);
  const deleting = meeting("fails late");
  await deleting.bucket.delete(["b", KEY]);
  expect(await env.BUCKET.head("b")).toBeNull();
});

test("a condition that does not hold leaves the answer without a body", async () => {
  const { bucket } = meeting("fails");
  const object = await bucket.get(KEY, { onlyIf: { etagMatches: "another" } });
  expect(object).not.toBeNull();
  expect("body" in object!).toBe(false);
});
