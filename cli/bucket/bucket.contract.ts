import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Bucket } from "./bucket.ts";

/**
 * What every bucket keeps. `open` gives an empty one; `conditional: false` is for stores without If-Match,
 * which must then say `unsupported` and write nothing.
 */
export function describeBucket(name: string, open: () => Promise<Bucket>, { conditional = true } = {}): void {
  describe(`bucket contract: ${name}`, () => {
    let bucket: Bucket;
    beforeAll(async () => {
      bucket = await open();
    });
    afterAll(() => bucket?.close());

    test("an absent object is undefined, not an error", async () => {
      expect(await bucket.get("none/at-all.json")).toBeUndefined();
      expect(await bucket.head("none/at-all.json")).toBeUndefined();
    });

    test("an object comes back byte for byte, with its digest", async () => {
      const bytes = Uint8Array.from({ length: 70_001 }, (_, i) => (i * 31) % 256);
      await put("models/a/000000000000/weights.safetensors", bytes);
      const got = await bucket.get("models/a/000000000000/weights.safetensors");
      expect(Buffer.from(got!.bytes).equals(bytes)).toBe(true);
      const stat = await bucket.head("models/a/000000000000/weights.safetensors");
      expect(stat).toMatchObject({ bytes: 70_001, etag: got!.etag, sha256: digest(bytes, "sha256") });
      if (stat?.md5 !== undefined) expect(stat.md5).toBe(digest(bytes, "md5"));
    });

    test("who put an object is told where it was said", async () => {
      const bytes = utf8("{}");
      await bucket.put("bundled.json", bytes, { ...options(bytes), origin: "bundled" });
      await put("plain.json", bytes);
      expect(await bucket.head("bundled.json")).toMatchObject({ origin: "bundled" });
      expect(await bucket.head("plain.json")).not.toHaveProperty("origin");
    });

    test("an empty object is an object", async () => {
      await put("empty.bin", new Uint8Array());
      expect((await bucket.get("empty.bin"))?.bytes.byteLength).toBe(0);
      expect(await bucket.head("empty.bin")).toMatchObject({ bytes: 0 });
    });

    test("bytes that don't have the digest they came with are refused, and nothing is stored", async () => {
      const options = { contentType: "application/json", sha256: digest(utf8("something else"), "sha256") };
      await expect(bucket.put("lied.json", utf8("{}"), options)).rejects.toThrow(/sha256/);
      expect(await bucket.head("lied.json")).toBeUndefined();
    });

    test("a second put replaces the first and changes the etag", async () => {
      await put("twice.json", utf8("1"));
      const first = await bucket.head("twice.json");
      await put("twice.json", utf8("22"));
      expect((await bucket.get("twice.json"))?.bytes).toEqual(utf8("22"));
      expect((await bucket.head("twice.json"))?.etag).not.toBe(first!.etag);
    });

    test("list gives the keys under a prefix, sorted, whole prefixes or parts of a word", async () => {
      for (const key of ["list/b/2.json", "list/a/1.json", "list/ab.json", "listless.json"]) await put(key, utf8(key));
      expect(await bucket.list("list/")).toEqual(["list/a/1.json", "list/ab.json", "list/b/2.json"]);
      expect(await bucket.list("list/a")).toEqual(["list/a/1.json", "list/ab.json"]);
      expect(await bucket.list("nothing/")).toEqual([]);
    });

    test("deleting takes an object away; deleting what is not there is fine", async () => {
      await put("gone.json", utf8("{}"));
      await bucket.delete("gone.json");
      await bucket.delete("gone.json");
      expect(await bucket.get("gone.json")).toBeUndefined();
    });

    test("a put on condition of absence writes once", async () => {
      expect(await putIf("absent", "once.json", utf8("first"))).toMatchObject({ kind: "written" });
      expect(await putIf("absent", "once.json", utf8("second"))).toEqual({ kind: "changed" });
      expect((await bucket.get("once.json"))?.bytes).toEqual(utf8("first"));
    });

    test(`a put on condition of an etag ${conditional ? "loses no update" : "is refused as unsupported"}`, async () => {
      await put("versioned.json", utf8("1"));
      const { etag } = (await bucket.head("versioned.json"))!;
      if (!conditional) {
        expect(await putIf({ etag }, "versioned.json", utf8("2"))).toEqual({ kind: "unsupported" });
        expect((await bucket.get("versioned.json"))?.bytes).toEqual(utf8("1"));
        return;
      }
      const written = await putIf({ etag }, "versioned.json", utf8("2"));
      expect(written).toEqual({ kind: "written", etag: (await bucket.head("versioned.json"))!.etag });
      expect(await putIf({ etag }, "versioned.json", utf8("3"))).toEqual({ kind: "changed" });
      expect(await putIf({ etag }, "never-written.json", utf8("3"))).toEqual({ kind: "changed" });
      expect((await bucket.get("versioned.json"))?.bytes).toEqual(utf8("2"));
    });

    const options = (bytes: Uint8Array) => ({ contentType: "application/json", sha256: digest(bytes, "sha256") });
    const put = (key: string, bytes: Uint8Array) => bucket.put(key, bytes, options(bytes));
    const putIf = (condition: { etag: string } | "absent", key: string, bytes: Uint8Array) =>
      bucket.putIf(condition, key, bytes, options(bytes));
  });
}

const utf8 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const digest = (bytes: Uint8Array, algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
