/** Taggers from their rows to their artefacts, on the cpu backend. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readArtefact } from "../cli/artefact/artefact-folder.ts";
import { checkAgainstReference } from "../cli/artefact/check-against-reference.ts";
import { SUITES } from "../eval/suites/index.ts";
import { Card } from "../r2-assets/format/card.ts";
import { writeGzip } from "../trainer/data/text/fixtures/data-folder.ts";
import { readReferenceLogits } from "../trainer/tasks/reference-logits.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { tinySentences, writeTinyEncoder, writeTinyTags, writeTinyText } from "./fixtures/tiny-training.ts";

let folder: string;
const at = (...path: string[]) => join(folder, ...path);
const json = async (...path: string[]) => JSON.parse(await readFile(at(...path), "utf8"));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-tagging-"));
  await writeTinyEncoder(at("encoder"));
  await writeTinyEncoder(at("words"));
  const file = await json("words/tokenizer.json");
  const whole: Record<string, string> = { you: "unable", we: "watching", hated: "scriptly" }; // two pieces for the other one
  const vocab = Object.entries(file.model.vocab).map(([token, id]) => [whole[token] ?? token, id]);
  await writeFile(
    at("words/tokenizer.json"),
    JSON.stringify({ ...file, model: { ...file.model, vocab: Object.fromEntries(vocab) } }),
  );
  await writeTinyText(at("data"), 2); // every suite's file
  await writeTinyTags(at("data"), 96, 24);
  await writeGzip(
    at("data/ner/wnut17/more.conll.gz"),
    tinySentences(60, 13, ["person", "location"]).replaceAll("was\t", "was never\t"),
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** One layer of the tiny encoder still knows a token from its neighbours. */
const LEARNS = { "options.layers": "1", "train.learning_rate": "0.02", "train.dropout": "0", "train.epochs": "4" };
/** A student of that teacher. */
const student = (place: string, settings: Record<string, string>) =>
  tinyJob(
    folder,
    "sst2/kd",
    {
      task: "wnut17",
      model: JSON.stringify({ id: `wnut17-${place}`, description: "for tests" }),
      teacher: "wnut17/teacher",
      ...LEARNS,
      "options.temperature": "1",
      "train.epochs": "8",
      "train.frozen": "[]",
      transfer: JSON.stringify(["ner/wnut17/more.conll.gz"]),
      stages: JSON.stringify([{ on: "transfer", objective: "logits" }, { on: "task" }]),
      ...settings,
    },
    { place: `wnut17/${place}` },
  );

test("a teacher learns tags, and its artefact gives what it was trained to give", async () => {
  const outcome = await trainHere(tinyJob(folder, "wnut17/teacher", LEARNS));
  expect(outcome).toMatchObject({ kind: "finished", dev: { primary: "span_f1" } });
  const card = Card.parse(await json("out/wnut17/teacher/card.json"));
  expect(card).toMatchObject({
    task: "token-classification",
    trained_on: "wnut17/dev",
    architecture: { pooling: "none" },
  });
  expect(card.labels).toEqual(SUITES["wnut17/dev"]!.labels);
  expect(card.training!.dev.span_f1).toBeGreaterThan(0.9);
  expect(card.training).not.toHaveProperty("suites");

  const [artefact, reference] = [
    await readArtefact(at("out/wnut17/teacher")),
    await readReferenceLogits(at("out/wnut17/teacher"), card),
  ];
  if (artefact.kind !== "sound" || reference.kind !== "read") throw new Error(`${artefact.kind}, ${reference.kind}`);
  expect(reference.rows).toHaveLength(24);
  const parity = await checkAgainstReference(artefact.artefact, reference.rows);
  expect(parity.verdict.kind).toBe("accepted");
});

/** The teacher's own, and one that keeps some words whole. */
const TOKENIZERS: [string, string[]][] = [
  ["encoder", ["long"]],
  ["words", []],
];
for (const [own, tags] of TOKENIZERS)
  test(`a student with the tokenizer of ${own} learns from its teacher's logits of words without tags`, {
    tags,
  }, async () => {
    const lines: string[] = [];
    await trainHere(student(`kd-${own}`, { "encoder.source": at(own) }), { log: (line) => lines.push(line) });
    const { stages } = await json(`out/wnut17/kd-${own}/training.json`);
    const [transfer, task] = stages;
    expect(transfer).toMatchObject({ on: "transfer", dev: Array(8).fill({ primary: "loss" }) });
    expect(transfer.dev.at(-1).loss).toBeLessThan(transfer.dev[0].loss);
    expect(task.dev.at(-1).metrics.span_f1).toBeGreaterThan(0.8);
    expect(lines.join("\n")).toMatch(/transfer: \d+ texts and \d+ held out; of 60 read \d+ are left out/);
  });

test("languages are learnt together, judged one by one, and named on the card", { tags: ["long"] }, async () => {
  await writeTinyTags(at("data"), 4, 2, true);
  await trainHere(tinyJob(folder, "wikiann/teacher", { ...LEARNS, "train.limit_each": "3", "train.max_length": "32" }));
  const card = Card.parse(await json("out/wikiann/teacher/card.json"));
  const { train_examples, dev } = await json("out/wikiann/teacher/training.json");
  expect(train_examples).toBe(3 * 47);
  expect(card.trained_on).toBe("wikiann/en");
  expect(card.training!.suites).toHaveLength(47);
  expect(card.training!.subset).toBe("the first 3 of each of 47 training files");
  const { mean_span_f1: mean, ...others } = card.training!.dev;
  const best = dev.find(({ metrics }: { metrics: Record<string, number> }) => metrics.mean_span_f1 === mean);
  const parts: number[] = Object.values(best.parts);
  expect(mean).toBeCloseTo(parts.reduce((sum, part) => sum + part, 0) / 47, 12);
  expect(Object.keys(others)).toEqual(["epoch", "span_f1", "loss"]);
});
