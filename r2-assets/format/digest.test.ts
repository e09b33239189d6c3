import { expect, test } from "vitest";
import { sha256, versionOf } from "./digest.ts";

test("sha256 gives the test vectors of FIPS 180-2", async () => {
  expect(await sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(await sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("sha256 hashes a view's own bytes and a string's UTF-8", async () => {
  const bytes = new TextEncoder().encode("…Größe…");
  const inside = new Uint8Array(64).fill(7);
  inside.set(bytes, 5);
  expect(await sha256(inside.subarray(5, 5 + bytes.length))).toBe(await sha256("…Größe…"));
});

test("a version is the beginning of the card's digest", async () => {
  expect(await versionOf("abc")).toBe("ba7816bf8f01");
});
