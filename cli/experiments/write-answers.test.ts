import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReadableStream } from "node:stream/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeAnswers } from "./write-answers.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-answers-"));
});
afterAll(() => rm(folder, { recursive: true }));

const line = new TextEncoder().encode("a line\n");
const whole = () => ReadableStream.from([line]);

test("an export is written as it came", async () => {
  const out = join(folder, "whole.ndjson");
  await writeAnswers(whole(), out);
  expect(await readFile(out, "utf8")).toBe("a line\n");
});

test("one that breaks off is no whole one", async () => {
  const out = join(folder, "half.ndjson");
  let pulls = 0;
  const half = new ReadableStream({ pull: (it) => (pulls++ === 0 ? it.enqueue(line) : it.error(new Error("gone"))) });
  await expect(writeAnswers(half, out)).rejects.toThrow(
    `the export broke off before its end: ${out} has only what came before`,
  );
});

test("a file that cannot be written is named", async () => {
  const out = join(folder, "none", "whole.ndjson");
  await expect(writeAnswers(whole(), out)).rejects.toThrow(`${out} cannot be written (ENOENT)`);
});
