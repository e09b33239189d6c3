import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textPieces, wholeText } from "./text-pieces.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-text-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(content: string | Uint8Array, name = "f.txt"): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const read = async (content: string | Uint8Array) => wholeText(await file(content));

describe("UTF-8", () => {
  test("a byte order mark is nothing at the start, and text elsewhere", async () => {
    expect(await read("\uFEFFa\uFEFF")).toBe("a\uFEFF");
    expect(await read(gzipSync("\uFEFFa"))).toBe("a");
  });

  test("a character may lie across chunks of the file", async () => {
    const text = `${"x".repeat(65_535)}é${"y".repeat(65_533)}😀z`;
    expect(await read(text)).toBe(text);
  });

  test.each([
    ["Latin-1", Buffer.from("id,text\n1,caf\xe9\n", "latin1"), "byte 13 (0xE9, line 2)"],
    ["an end in the middle of a character", Buffer.from("a\nb€").subarray(0, 5), "byte 3 (0xE2, line 2)"],
    ["after the first chunk", Buffer.from(`${"x\n".repeat(50_000)}\xff`, "latin1"), "byte 100000 (0xFF, line 50001)"],
    [
      "behind a chunk that ends with a character of four bytes",
      Buffer.concat([Buffer.alloc(65_532, 0x78), Buffer.from("😀y"), Buffer.from([0xff])]),
      "byte 65537 (0xFF, line 1)",
    ],
    [
      "a character cut off by the chunk's end",
      Buffer.concat([Buffer.alloc(65_535, 0x78), Buffer.from([0xe2, 0x41])]),
      "byte 65535 (0xE2, line 1)",
    ],
  ])("%s is refused with its place, gzipped too", async (_, bytes, place) => {
    await expect(read(bytes)).rejects.toThrow(`f.txt is not UTF-8: ${place}`);
    await expect(read(gzipSync(bytes))).rejects.toThrow(`f.txt is not UTF-8: ${place}`);
  });

  test("UTF-16 is called by its name, with its byte order mark and without", async () => {
    await expect(read(Buffer.from("\uFEFFid,text\n", "utf16le"))).rejects.toThrow("f.txt is UTF-16LE, not UTF-8");
    await expect(read(Buffer.from("id,text\n", "utf16le"))).rejects.toThrow("f.txt is UTF-16LE, not UTF-8");
    await expect(read(Buffer.from("\uFEFFid,text\n", "utf16le").swap16())).rejects.toThrow("f.txt is UTF-16BE");
  });
});

describe("gzip", () => {
  const [one, two] = [gzipSync("a\n"), gzipSync("b\n")];
  const zeros = Buffer.alloc(512);

  test.each([
    ["one member", [one], "a\n"],
    ["two members", [one, two], "a\nb\n"],
    ["an empty member between", [one, gzipSync(""), two], "a\nb\n"],
    ["padding at the end", [one, two, zeros], "a\nb\n"],
    ["padding between", [one, zeros, two], "a\nb\n"],
  ])("%s", async (_, parts, text) => {
    expect(await read(Buffer.concat(parts))).toBe(text);
  });

  test.each([
    ["cut off", [one, two.subarray(0, 12)], "is not whole: its gzip stream ends too early"],
    ["something else behind", [one, Buffer.from("junk")], "is not gzip throughout"],
    ["something else behind padding", [one, zeros, Buffer.from("junk")], "is not gzip throughout"],
  ])("%s is refused", async (_, parts, message) => {
    await expect(read(Buffer.concat(parts))).rejects.toThrow(`f.txt ${message}`);
  });
});

test("a file that cannot be read", async () => {
  await expect(textPieces(join(folder, "none")).next()).rejects.toThrow("none cannot be read (ENOENT)");
  await expect(textPieces(folder).next()).rejects.toThrow("cannot be read (EISDIR)");
});

test("an empty file is an empty text", async () => {
  expect(await read("")).toBe("");
});
