/** Questions about contexts as transfer: `load-transfer.test.ts` has what is so of all texts. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SUITES } from "../../../eval/suites/index.ts";
import { taskNamed } from "../../tasks/index.ts";
import { judgesOf } from "../text/evaluation-files.ts";
import { writeGzip, writeSuites } from "../text/fixtures/data-folder.ts";
import { loadTransfer, type TransferText } from "./load-transfer.ts";

const FILE = "own/questions.json.gz";
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-questions-"));
  await writeSuites(folder, { "squad/v1.1": ["when was the mill sold", "the mill was sold in May"] });
});
afterAll(() => rm(folder, { recursive: true }));

/** Two questions on each of so many contexts, all of one id. */
const paragraphs = (count: number, about: string) =>
  Array.from({ length: count }, (_, i) => ({
    context: `${about} ${i} was built of stone`,
    qas: ["what", "when"].map((word) => ({
      id: "7",
      question: `${word} of ${about} ${i}`,
      answers: [{ text: "stone" }],
    })),
  }));
const write = (file: string, ...more: ReturnType<typeof paragraphs>) =>
  writeGzip(
    join(folder, file),
    JSON.stringify({ data: [{ title: "Mills", paragraphs: [...paragraphs(40, "mill"), ...more] }] }),
  );
const load = (files: string[], changes: Partial<Parameters<typeof loadTransfer<TransferText>>[2]> = {}) =>
  loadTransfer<TransferText>(folder, files, {
    asks: taskNamed("squad"),
    limit: null,
    devLimit: null,
    inputsOf: (text) => [text],
    log() {},
    ...changes,
  });

test("questions of SQuAD's JSON are read without their answers, named by their places; a context is held out with all of its own", async () => {
  await write(FILE, {
    context: "The mill was SOLD in May!",
    qas: [{ id: "7", question: "who bought it", answers: [{ text: "May" }] }],
  });
  const { train, dev, read, leftOut } = await load([FILE]);
  expect([read, leftOut, train.length, dev.length]).toEqual([81, 1, 76, 4]); // the last one's context is SQuAD's
  expect(train[0]).toEqual({ id: "transfer-1", question: "what of mill 0", context: "mill 0 was built of stone" });
  const contexts = (texts: readonly TransferText[]) => new Set(texts.map((text) => "context" in text && text.context));
  expect(contexts(dev)).toEqual(new Set(["mill 19 was built of stone", "mill 39 was built of stone"]));
  expect(contexts(train).size).toBe(38);
});

test("a line may be a question, too, and an input none or several", async () => {
  await writeGzip(
    join(folder, "own/questions.jsonl.gz"),
    Array.from(
      { length: 40 },
      (_, i) => `${JSON.stringify({ id: `q${i}`, question: `which ${i}`, context: `number ${i}` })}\n`,
    ).join(""),
  );
  const inputsOf = (text: TransferText) => (text.id === "q0" ? [] : [text, text]);
  const { train, dev } = await load(["own/questions.jsonl.gz"], { inputsOf });
  expect([train.length, dev.length]).toEqual([37 * 2, 4]);
});

test("a suite whose own file is read judges no more, but for the task's", async () => {
  const { file } = SUITES["tydiqa/en"]!;
  await write(file);
  await expect(load([file])).rejects.toThrow("of 80 texts too few are left");
  const judges = (name: string, of: string) => judgesOf(taskNamed(name), [of]);
  expect((await load([file], { judges: judges("squad", file) })).train).toHaveLength(76);
  expect(judges("squad", SUITES["squad/v1.1"]!.file)).toHaveLength(Object.keys(SUITES).length);
});

test("what a task does not ask about is refused in one sentence", () => {
  const [text, question] = [
    { id: "t", text_a: "a mill" },
    { id: "q", question: "what", context: "a mill" },
  ];
  const tokenizers = { student: {} as never, teacher: null };
  expect(() => taskNamed("squad").inputsOf(text, tokenizers)).toThrow(
    "questions are asked about contexts: a file of transfer",
  );
  for (const task of ["sst2", "stsb", "wnut17"])
    expect(() => taskNamed(task).inputsOf(question, tokenizers)).toThrow("has questions about contexts");
});

test("JSON that is none of SQuAD's is refused in one sentence", async () => {
  await writeGzip(join(folder, FILE), '{"data": [{"paragraphs": [{"context": 3, "qas": [{"question": "what"}]}]}]}');
  await expect(load([FILE])).rejects.toThrow(/questions.json.gz, question 1: question and context must be texts$/);
  await writeGzip(join(folder, FILE), "{}");
  await expect(load([FILE])).rejects.toThrow(/questions.json.gz, not SQuAD's JSON: data /);
});
