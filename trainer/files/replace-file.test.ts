import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { replaceFile } from "./replace-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-replace-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a file is replaced, its folder made; where a folder has its name nothing is left beside it", async () => {
  const path = join(folder, "new", "file");
  await replaceFile(path, "one");
  await replaceFile(path, "two");
  expect(await readFile(path, "utf8")).toBe("two");
  await mkdir(join(folder, "taken"));
  await expect(replaceFile(join(folder, "taken"), "three")).rejects.toThrow();
  expect((await readdir(folder)).sort()).toEqual(["new", "taken"]);
});
