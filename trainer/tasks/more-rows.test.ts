import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SUITES } from "../../eval/suites/index.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { writeGzip, writeSuites } from "../data/text/fixtures/data-folder.ts";
import { taskNamed } from "./index.ts";
import type { RowLimits } from "./task.ts";

const tiny = new URL("../../test/golden/tiny-bert/tokenizer.json", import.meta.url);
const tokenizers = {
  student: createTokenizer(JSON.parse(await readFile(tiny, "utf8")), { maxLength: 64 }),
  teacher: null,
};
const ALL = { train: null, dev: null };
const FURTHER = "own/questions.json.gz";
const [MLQA, SQUAD] = [SUITES["mlqa/en"]!, SUITES["squad/v1.1"]!];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-more-rows-"));
  await writeSuites(folder, { "glue/rte": ["the old bridge was built by monks", "a bridge stood here"] });
  await writeSquad("qa/squad-train-v1.1-subset.json.gz", [
    asked("own-1", "who built the mill", "the mill was built by Ada", "Ada"),
  ]);
  await writeSquad(SQUAD.file, [asked("dev-1", "when did it rain", "it rained in May", "May")]);
});
afterAll(() => rm(folder, { recursive: true }));

interface Asked {
  context: string;
  qas: { id: string; question: string; answers: { text: string; answer_start: number }[] }[];
}

/** A question on a context of its own; `at`: where its answer is said to begin, where that is not its place. */
function asked(id: string, question: string, context: string, text: string, at = context.indexOf(text)): Asked {
  return { context, qas: [{ id, question, answers: [{ text, answer_start: at }] }] };
}
const writeSquad = (file: string, paragraphs: Asked[]) =>
  writeGzip(join(folder, file), JSON.stringify({ version: "1.1", data: [{ title: "Mills", paragraphs }] }));

const load = (files: string[], limit: RowLimits = ALL) =>
  taskNamed("squad").withMore(files).load(folder, tokenizers, limit);
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const good = (id: string) => asked(id, `who sold ${id}`, `they say that ${id} was sold by Bea`, "Bea");

test("further questions are learnt from behind the task's own, but for those that teach nothing, repeat others or judge", async () => {
  await writeSquad(FURTHER, [
    good("more-1"),
    asked("lost", "who sold the oats", "the oats were sold by Cy", "Cy", 3),
    { ...asked("none", "who left", "nobody left", ""), qas: [{ id: "none", question: "who left", answers: [] }] },
    asked("blank", "who left", "nobody left here", "", 0),
    asked("dev", "When did it rain?", "it rained all through April", "April"),
    asked("rte", "who was first", "The old bridge was built by monks.", "monks"),
    asked("again", "who built the mill", "the mill was built by Ada", "Ada"),
    good("own-1"),
  ]);
  const { train, leftOut, more } = await load([FURTHER]);
  expect(ids(train)).toEqual(["own-1", "more-1", "1/own-1"]);
  expect(leftOut).toBe(0);
  const why = {
    "whose answer is not at its place": 1,
    "without an answer": 2,
    "that an evaluation has, too": 2,
    "that repeat another": 1,
  };
  expect(more.map(({ leftOut, ...of }) => ({ ...of, leftOut: Object.fromEntries(leftOut) }))).toEqual([
    { file: FURTHER, rows: 2, leftOut: why },
  ]);
});

test("a suite that is learnt from is no judge, and its ids are made where those of the file are none", async () => {
  const { file } = SUITES["tydiqa/en"]!;
  await writeSquad(file, [good("1"), { ...good("2"), qas: good("2").qas.map((qa) => ({ ...qa, id: "1" })) }]);
  await writeSquad(MLQA.file, [good("m"), good("1")]);
  const { train, more } = await load([MLQA.file, file]);
  expect(ids(train)).toEqual(["own-1", "m", "1", "squad-more-2-1"]);
  expect(more.map(({ suite, rows }) => [suite, rows])).toEqual([
    ["mlqa/en", 2],
    ["tydiqa/en", 1], // one of its questions is in the file before
  ]);
  const alone = await load([file]); // MLQA judges again, and has one of its questions
  expect(ids(alone.train)).toEqual(["own-1", "squad-more-1-1"]);
  await writeSquad(MLQA.file, [good("1"), good("2")]);
  await expect(load([file])).rejects.toThrow(
    `more_rows: of 2 rows of ${file} none is left: 2 that an evaluation has, too`,
  );
});

test("what was read is told by the digest, and limits take rows of each file in turn", async () => {
  await writeSquad(FURTHER, [good("a"), good("b"), good("c")]);
  const whole = await load([FURTHER]);
  expect(ids((await load([FURTHER], { ...ALL, train: 2 })).train)).toEqual(["own-1", "a"]);
  expect(ids((await load([FURTHER], { ...ALL, each: 2 })).train)).toEqual(["own-1", "a", "b"]);
  const { sha256 } = await taskNamed("squad").load(folder, tokenizers, ALL);
  expect(whole.sha256).not.toBe(sha256);
  await writeSquad(FURTHER, [good("a"), good("b"), good("d")]);
  expect((await load([FURTHER])).sha256).not.toBe(whole.sha256);
  expect(taskNamed("squad").withMore([FURTHER]).files).toContain(FURTHER);
});

test("a class's rows may have more of the same labels, and are refused with others", async () => {
  const write = (file: string, ...rows: object[]) =>
    writeGzip(join(folder, file), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const pair = { text_a: "the mill burned", text_b: "a mill stood there" };
  await write("glue/rte/train.jsonl.gz", { id: "r", ...pair, label: "entailment" });
  await write(
    "own/pairs.jsonl.gz",
    { id: "p", text_a: "a mill", text_b: "a house", label: "not_entailment" },
    { id: "q", ...pair, label: 1 },
  );
  const rte = (file: string) => taskNamed("rte").withMore([file]).load(folder, tokenizers, ALL);
  const { train, more } = await rte("own/pairs.jsonl.gz");
  expect(train.map(({ id, target }) => [id, target])).toEqual([
    ["r", 0],
    ["p", 1],
  ]);
  expect([...more[0]!.leftOut]).toEqual([["that repeat another", 1]]);
  await write("own/other.jsonl.gz", { ...pair, label: "neutral" });
  await expect(rte("own/other.jsonl.gz")).rejects.toThrow(
    /other.jsonl.gz: line 1: label: .*entailment, not_entailment/,
  );
});

test("a file that the task has already is refused, its dev split above all", () => {
  for (const file of [SQUAD.file, "qa/squad-train-v1.1-subset.json.gz"])
    expect(() => taskNamed("squad").withMore([file])).toThrow(
      `more_rows: ${file} is a file that squad learns from or is judged by already`,
    );
  expect(() => taskNamed("squad").withMore([FURTHER, FURTHER])).toThrow("already");
});
