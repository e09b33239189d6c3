import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SUITES } from "../../../eval/suites/index.ts";
import { writeTinyGlue, writeTinyText } from "../../../test/fixtures/tiny-training.ts";
import { TeacherAnswers } from "../answers/teacher-answers.ts";
import { writeGzip } from "../text/fixtures/data-folder.ts";
import type { TransferEntry } from "./entry.ts";
import { loadTransfer, type TransferText } from "./load-transfer.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-transfer-"));
  await writeTinyText(folder, 2); // every suite's file
  await writeTinyGlue(folder, "sst2", 4, 4);
  await mkdir(join(folder, "own"));
});
afterAll(() => rm(folder, { recursive: true }));

const write = (name: string, content: string | Buffer) =>
  writeFile(join(folder, "own", name), typeof content === "string" ? gzipSync(content) : content);
const lines = (texts: readonly object[]) => texts.map((text) => `${JSON.stringify(text)}\n`).join("");
const ANYTHING = { name: "a task of words", texts: null } as const;
const load = (files: TransferEntry[], changes: Partial<Parameters<typeof loadTransfer<TransferText>>[2]> = {}) => {
  const inputOf = (text: TransferText): TransferText | null =>
    "text_a" in text && text.text_a.trim() === "" ? null : text;
  return loadTransfer(folder, files, { asks: ANYTHING, limit: null, devLimit: null, inputOf, log() {}, ...changes });
};
const numbered = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ text_a: `a text of its own, number ${i}` }));

test("every 20th text is held out, none is in both, and a limit takes texts from the whole of the rest", async () => {
  await write("many.jsonl.gz", lines(numbered(100)));
  const { train, dev, read, leftOut } = await load(["own/many.jsonl.gz"]);
  expect([train.length, dev.length, read, leftOut]).toEqual([95, 5, 100, 0]);
  const few = await load(["own/many.jsonl.gz"], { limit: 3, devLimit: 2 });
  expect(few.train.map(({ id }) => id)).toEqual([train[0], train[31], train[63]].map((text) => text!.id));
  expect(few.dev).toHaveLength(2);
});

test("a file of many texts is read like one of few", async () => {
  await write("most.jsonl.gz", lines(numbered(150_000)));
  const { read, dev } = await load(["own/most.jsonl.gz"], { limit: 10 });
  expect([read, dev.length]).toEqual([150_000, 2_000]);
});

test("labels are not read, ids are, and those of several files are told apart", async () => {
  await write("a.jsonl.gz", lines(numbered(40).map((text, i) => ({ id: `r${i}`, ...text, label: 1 }))));
  await write("b.jsonl.gz", lines([{ id: "r0", text_a: "another one", text_b: "of a pair" }]));
  const { train } = await load(["own/a.jsonl.gz", "own/b.jsonl.gz"]);
  expect(train[0]).toEqual({ id: "0/r0", text_a: "a text of its own, number 0" });
  expect(train[1]).toMatchObject({ id: "r1" }); // no other file has that one
  expect(train.at(-1)).toEqual({ id: "1/r0", text_a: "another one", text_b: "of a pair" });
});

test("words are read with and without tags, which are left there", async () => {
  await write(
    "a.jsonl.gz",
    lines([...numbered(36), { id: "w", tokens: ["a", "row", "of words"], tags: ["O", "O", "O"] }]),
  );
  await write("b.conll.gz", "New\tB-LOC\nYork\tI-LOC\n\nAda\tB-PER\n\n");
  const { train } = await load(["own/a.jsonl.gz", "own/b.conll.gz"]);
  expect(train.slice(-3)).toEqual([
    { id: "w", tokens: ["a", "row", "of words"] },
    { id: "1/transfer-1", tokens: ["New", "York"] },
    { id: "1/transfer-4", tokens: ["Ada"] },
  ]);
});

test("a pattern is every file of such a path, in the order of their names", async () => {
  for (const name of ["nl", "de", "empty"]) await mkdir(join(folder, "own/ner", name), { recursive: true });
  await write("ner/nl/train.jsonl.gz", lines(numbered(20)));
  await write("ner/de/train.jsonl.gz", lines([{ tokens: ["eins"] }, { tokens: ["zwei"] }]));
  const { train } = await load(["own/ner/*/train.jsonl.gz"]);
  expect(train[0]).toEqual({ id: "0/transfer-1", tokens: ["eins"] });
  expect(train[2].id).toBe("1/transfer-1");
  await expect(load(["own/ner/*/dev.jsonl.gz"])).rejects.toThrow(
    `${folder} has no own/ner/*/dev.jsonl.gz; --data names the folder that holds own/ner`,
  );
});

test("words that a suite has are left out, however they are cut and written, and repetitions of the same words", async () => {
  await writeGzip(join(folder, SUITES["wikiann/nl"].file), "Den\tB-LOC\nHaag\tI-LOC\n-\tO\nZuid\tO\n");
  const rows = [
    ["den", "haag", "zuid"],
    ["Den Haag", "Zuid"],
    ["Den", "Haag"],
    ["Den", "Haag"],
  ];
  const log: string[] = [];
  await write("a.jsonl.gz", lines([...numbered(38), ...rows.map((tokens) => ({ tokens }))]));
  const { train, dev, leftOut } = await load(["own/a.jsonl.gz"], { log: (line) => log.push(line) });
  expect([train.length + dev.length, leftOut]).toEqual([39, 3]);
  expect(log).toEqual(["left out 2 of 42 texts that evaluation splits have, too (wikiann/nl 2), and 1 repetitions"]);
});

test("of a teacher that is there by its answers, only what has one is split, limited and learnt from", async () => {
  await write("some.jsonl.gz", lines(numbered(100)));
  const places = new Map(Array.from({ length: 40 }, (_, i) => [`transfer-${2 * i + 1}`, i]));
  const answers = new TeacherAnswers([], [40], 2, places, new Float32Array(80));
  const { train, dev, unanswered, leftOut } = await load(["own/some.jsonl.gz"], { answers, limit: 30 });
  expect([train.length, dev.length, unanswered.length, leftOut]).toEqual([30, 2, 60, 0]);
  expect([...train, ...dev].every(({ id }) => answers.has(id))).toBe(true);
});

test("a repetition is left out, and what the task cannot ask about", async () => {
  await write("twice.jsonl.gz", lines([...numbered(40), ...numbered(1), { text_a: " " }]));
  const { train, dev, leftOut } = await load(["own/twice.jsonl.gz"]);
  expect([train.length + dev.length, leftOut]).toEqual([40, 1]);
});

test.each([
  ["missing.jsonl.gz", null, /cannot read .*missing.jsonl.gz: ENOENT; --data names the folder that holds own$/],
  ["plain.jsonl.gz", Buffer.from("no gzip"), /plain.jsonl.gz is not a gzip file, or it is damaged/],
  ["form.jsonl.gz", '{"text_a":"one"}\n{"text":"two"}\n', /form.jsonl.gz, line 2: a text is {"text_a"/],
  ["form.jsonl.gz", "no JSON\n", /line 1: a text is/],
  ["form.conll.gz", "Ada\tB-PER\nLovelace\n", /form.conll.gz, line 2: expected a token, a tab and a tag$/],
  ["form.jsonl.gz", '{"tokens":[]}\n', /form.jsonl.gz, line 1: a text is/],
  [
    "same.jsonl.gz",
    lines(numbered(2).map((text) => ({ id: "a", ...text }))),
    /same.jsonl.gz: two texts have the id a$/,
  ],
  ["few.jsonl.gz", lines(numbered(3)), /own\/few.jsonl.gz: of 3 texts too few are left/],
])("%s of %o is one sentence", async (name, content, sentence) => {
  if (content !== null) await write(name, content);
  await expect(load([`own/${name}`])).rejects.toThrow(sentence);
});
