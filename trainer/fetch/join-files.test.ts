import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { joinFiles } from "./join-files.ts";

test("files are joined in the order given, over what was there, and are gone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "retort-join-"));
  const [second, first, whole] = ["a", "b", "whole"].map((name) => join(folder, name)) as [string, string, string];
  await Promise.all([writeFile(first, "one, "), writeFile(second, "two"), writeFile(whole, "of before")]);
  await joinFiles([first, second], whole);
  expect(await readFile(whole, "utf8")).toBe("one, two");
  expect(await readdir(folder)).toEqual(["whole"]);
  await rm(folder, { recursive: true });
});
