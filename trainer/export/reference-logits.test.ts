import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { REFERENCE_FILE, readReferenceLogits, writeReferenceLogits } from "./reference-logits.ts";

const LABELS = ["negative", "positive"];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-reference-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("rows come back as they were written, logits to the last bit", async () => {
  const rows = [
    { id: "dev-0", text_a: "a line\nbreak", gold: "positive", logits: [Math.fround(-0.1), 1 / 3] },
    { id: "dev-1", text_a: "one", text_b: "two", gold: "negative", logits: [0, -0.5] },
  ];
  await writeReferenceLogits(folder, rows);
  expect(await readReferenceLogits(folder, LABELS)).toEqual({ kind: "read", rows });
});

test("no file is absent", async () => {
  expect(await readReferenceLogits(folder, LABELS)).toEqual({ kind: "absent" });
});

test.each([
  ["no line", "", "it has no line"],
  ["a line that is no JSON", "{", "line 1 is not {id"],
  ["a row without gold", '{"id":"1","text_a":"x","logits":[0,1]}', "line 1 is not {id"],
  [
    "a logit too many",
    '{"id":"1","text_a":"x","gold":"positive","logits":[0,1,2]}',
    "line 1 has 3 logits for 2 labels",
  ],
  ["an unknown label", '{"id":"1","text_a":"x","gold":"meh","logits":[0,1]}', "line 1 has the gold label meh"],
])("%s is damage", async (_, content, reason) => {
  await mkdir(join(folder, "reference"));
  await writeFile(join(folder, REFERENCE_FILE), content);
  const reading = await readReferenceLogits(folder, LABELS);
  expect(reading).toMatchObject({ kind: "damaged", reason: expect.stringContaining(reason) });
});
