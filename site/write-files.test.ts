import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeFiles } from "./write-files.ts";

const text = (content: string) => Buffer.from(content);

test("what is there already stays untouched, what is no more is removed, and what lies elsewhere is left", async () => {
  const folder = await mkdtemp(join(tmpdir(), "retort-files-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const old = new Map([
    ["a/same.js", text("same")],
    ["a/deep/gone.js", text("gone")],
    ["one.js", text("1")],
  ]);
  await writeFiles(folder, old, ["a", "one.js"]);
  await writeFile(join(folder, "other.js"), "not ours");
  const before = await stat(join(folder, "a/same.js"));

  const next = new Map([
    ["a/same.js", text("same")],
    ["a/new.js", text("new")],
    ["one.js", text("2")],
  ]);
  await writeFiles(folder, next, ["a", "one.js", "never-there"]);
  expect((await stat(join(folder, "a/same.js"))).ino).toBe(before.ino);
  expect(await readFile(join(folder, "one.js"), "utf8")).toBe("2");
  expect((await readdir(join(folder, "a"))).sort()).toEqual(["deep", "new.js", "same.js"]);
  expect(await readdir(join(folder, "a/deep"))).toEqual([]);
  expect(await readFile(join(folder, "other.js"), "utf8")).toBe("not ours");
});
