import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filesLike } from "./files-like.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "files-like-"));
  for (const file of ["ner/zh/train.a.gz", "ner/zh-classical/train.b.gz", "ner/nl/dev.a.gz", "qa/train-x-1.gz"]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), "");
  }
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ["qa/train-x-1.gz", ["qa/train-x-1.gz"]],
  ["ner/*/train.a.gz", ["ner/zh/train.a.gz"]],
  ["*/train-x-1.gz", ["qa/train-x-1.gz"]],
  ["*/*/train.*.gz", ["ner/zh/train.a.gz", "ner/zh-classical/train.b.gz"]], // a folder before those whose names go on
  ["qa/t*-*-1.gz", ["qa/train-x-1.gz"]],
])("%s", async (pattern, files) => {
  expect(await filesLike(folder, [pattern])).toEqual(files);
});

test("a pattern that no file has is said with the folder above", async () => {
  await expect(filesLike(folder, ["ner/*/none.gz"])).rejects.toThrow(
    `${folder} has no ner/*/none.gz; --data names the folder that holds ner`,
  );
  await expect(filesLike(folder, ["*.gz"])).rejects.toThrow("has no *.gz; --data names the folder that holds *.gz");
});
