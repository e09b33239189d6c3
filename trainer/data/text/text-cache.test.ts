import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTextCache, type TokenisedText, writeTextCache } from "./text-cache.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "text-cache-"));
});
afterAll(() => rm(folder, { recursive: true }));

const text: TokenisedText = {
  train: [Uint16Array.of(2, 65_535, 3), Uint16Array.of(2, 7, 8, 9, 3)],
  dev: [Uint16Array.of(2, 4, 3)],
  paragraphs: 70_000,
  overlapping: 3,
};

test("what was written is read, as views into one array", async () => {
  const path = join(folder, "made", "text.bin");
  await writeTextCache(path, text);
  const read = await readTextCache(path);
  expect(read).toEqual(text);
  expect(new Set([...read!.train, ...read!.dev].map(({ buffer }) => buffer)).size).toBe(1);
  await writeTextCache(path, { ...text, train: [], dev: [] });
  expect(await readTextCache(path)).toEqual({ ...text, train: [], dev: [] });
});

test("a missing file, a changed byte and a short file are no cache", async () => {
  const path = join(folder, "damaged.bin");
  expect(await readTextCache(path)).toBe(null);
  await writeTextCache(path, text);
  const bytes = await readFile(path);
  for (const at of [0, 33, bytes.length - 1]) {
    await writeFile(
      path,
      bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)),
    );
    expect(await readTextCache(path)).toBe(null);
  }
  await writeFile(path, bytes);
  expect(await readTextCache(path)).toEqual(text);
  for (const length of [bytes.length - 2, 40, 0]) {
    await truncate(path, length);
    expect(await readTextCache(path)).toBe(null);
  }
});
