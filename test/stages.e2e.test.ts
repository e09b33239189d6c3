/** Recipes of several stages, on the cpu backend. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Card } from "../r2-assets/format/card.ts";
import { importBert } from "../trainer/models/import-hf.ts";
import { loadBest } from "../trainer/training/checkpoint.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import {
  TINY_PLAN,
  writeTinyEncoder,
  writeTinyGlue,
  writeTinyText,
  writeTinyTransfer,
} from "./fixtures/tiny-training.ts";

const TEACHER = "sst2/teacher-run-1";
const KD = "sst2/kd";
const TRANSFER = { transfer: JSON.stringify(["sentiment/reviews.jsonl.gz"]) };
const WORDS = "bert.embeddings.word_embeddings.weight";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-stages-"));
  const data = join(folder, "data");
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyText(data, 16);
  await writeTinyGlue(data, "sst2", 32, 16);
  const dev = gunzipSync(await readFile(join(data, "glue/sst2/dev.jsonl.gz"))).toString();
  const known = dev.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line).text_a as string]));
  await writeTinyTransfer(data, 60, [
    ...known.map((text) => `${text.toUpperCase()} !`),
    "made up once more",
    "made up once more",
  ]);
  await trainHere(tinyJob(folder, TEACHER, { "train.epochs": "1" }));
});
afterAll(() => rm(folder, { recursive: true }));

const json = async (...path: string[]) => JSON.parse(await readFile(join(folder, ...path), "utf8"));
const staged = (stages: object[], changes = {}, place = KD, name = KD) =>
  tinyJob(
    folder,
    name,
    {
      teacher: TEACHER,
      "options.layers": "2",
      ...TRANSFER,
      stages: JSON.stringify(stages),
      ...changes,
    },
    { place },
  );

const LOGITS_THEN_LABELS = [
  { on: "transfer", objective: "logits", train: { frozen: ["bert.embeddings."], epochs: 2 } },
  { on: "task", train: { learning_rate: 0.02, epochs: 1, frozen: [] } },
];

test("logits of unlabelled texts first, then labels: each stage has its record, and its own optimiser", async () => {
  const lines: string[] = [];
  const outcome = await trainHere(staged(LOGITS_THEN_LABELS), { log: (line) => lines.push(line) });
  expect(outcome.kind).toBe("finished");
  const { stages, steps } = await json("out", KD, "training.json");
  const of = stages.map(({ on, objective, steps, dev }: Record<string, unknown>) => [
    on,
    objective,
    steps,
    (dev as { primary: string }[])[0]!.primary,
  ]);
  expect(of).toEqual([
    ["transfer", "logits", expect.any(Number), "loss"],
    ["task", "labels-and-logits", 8, "accuracy"],
  ]);
  expect(steps).toBe(stages[0].steps + stages[1].steps);
  expect(stages[0].held_out).toBeGreaterThan(0);
  expect(stages[0].left_out.left_out).toBeGreaterThanOrEqual(17); // dev's texts, in other letters, and one twice
  expect(lines.join("\n")).toMatch(/left out \d+ of 78 texts that evaluation splits have, too \(.*glue\/sst2 \d+/);
  const card = Card.parse(await json("out", KD, "card.json"));
  expect(card.training!.stages?.map(({ on, steps }) => [on, steps])).toEqual(
    of.map(([on, , steps]: unknown[]) => [on, steps]),
  );
  expect(card.training!.steps).toBe(steps);

  const [first, last, exported] = await Promise.all(
    ["checkpoint/1", "checkpoint/2", "checkpoint"].map((at) => loadBest(join(folder, "out", KD, at))),
  );
  const { weights } = await importBert(join(folder, "encoder"));
  expect(first!.weights.get(WORDS)).toEqual(weights.get(WORDS)); // frozen, in the first stage only
  expect(last!.weights.get(WORDS)).not.toEqual(first!.weights.get(WORDS));
  expect(exported!.weights).toEqual(last!.weights);
});

test("stopped in any stage and resumed, the model is the one of a run that was never stopped", async () => {
  await trainHere(staged(LOGITS_THEN_LABELS, {}, "sst2/whole"));
  const parts = staged(LOGITS_THEN_LABELS, {}, "sst2/parts");
  let [stops, outcome] = [0, await trainHere(parts, { shouldStop: stopAfter(3) })];
  for (; outcome.kind !== "finished"; stops++)
    outcome = await trainHere({ ...parts, existing: "resume" }, { shouldStop: stopAfter(3) });
  expect(stops).toBeGreaterThan(3);
  const [whole, resumed] = await Promise.all(
    ["whole", "parts"].map((place) => readFile(join(folder, "out/sst2", place, "weights.safetensors"))),
  );
  expect(resumed!.equals(whole!)).toBe(true);
});

const stopAfter = (most: number) => {
  let steps = 0;
  return () => (++steps === most ? ("interrupted" as const) : undefined);
};

test("text and task in one recipe: the task begins with what text has taught, under the teacher's head", async () => {
  const overrides = { "options.plan": JSON.stringify(TINY_PLAN), start: "null", teacher: TEACHER };
  const stages = [{ on: "text" }, { on: "transfer" }, { on: "task" }];
  const name = "sst2/kronecker-19x";
  const rule = { rule: "disorder", from: ["sentiment/reviews.jsonl.gz"], most: 40 };
  const transfer = JSON.stringify(["sentiment/reviews.jsonl.gz", rule]);
  const job = tinyJob(folder, name, { ...overrides, transfer, "train.epochs": "1", stages: JSON.stringify(stages) });
  const lines: string[] = [];
  await trainHere(job, { log: (line) => lines.push(line) });
  const { stages: made } = await json("out", name, "training.json");
  expect(made.map(({ on, objective }: Record<string, string>) => `${objective} on ${on}`)).toEqual([
    "layers on text",
    "layers on transfer",
    "layers on task",
  ]);
  const terms = made.map(({ dev }: { dev: { metrics: object }[] }) => Object.keys(dev[0]!.metrics));
  expect(terms[1]).toEqual(["embedding", "attention", "ffn", "soft"]);
  const [file, byRule] = made[1].transfer; // and of texts that a rule made, as many are learnt from as are new
  expect([file.from, byRule]).toMatchObject(["sentiment/reviews.jsonl.gz", { from: rule, texts: 40 }]);
  expect(file.texts - file.left_out + (byRule.texts - byRule.left_out)).toBe(made[1].train_examples + made[1].held_out);
  expect(lines.join("\n")).toContain("made 40 texts by disorder from sentiment/reviews.jsonl.gz: of 78 paragraphs");
});

test("what a rule says of its texts is learnt without asking the teacher", async () => {
  await writeTinyGlue(join(folder, "data"), "cola", 32, 16);
  await trainHere(tinyJob(folder, "cola/teacher", { "train.epochs": "1" }));
  const name = "cola/kronecker-19x";
  const job = tinyJob(folder, name, {
    start: "null",
    "options.plan": JSON.stringify(TINY_PLAN),
    transfer: JSON.stringify([{ rule: "disorder", from: ["sentiment/reviews.jsonl.gz"], most: 200 }]),
    stages: JSON.stringify([
      { on: "transfer", objective: "labels-by-rule", train: { epochs: 6, learning_rate: 0.02 } },
      { on: "task", train: { epochs: 1 } },
    ]),
  });
  await trainHere(job);
  const { stages } = await json("out", name, "training.json");
  const [first, last] = [stages[0].dev.at(0), stages[0].dev.at(-1)];
  expect(Object.keys(first.metrics)).toEqual(["hard"]); // no teacher is asked
  expect(last.loss).toBeLessThan(first.loss);
});

test("what is set for all stages holds in each", async () => {
  const job = staged(LOGITS_THEN_LABELS, { "train.epochs": "1", "train.limit": "8" }, "sst2/set");
  await trainHere(job);
  const { stages } = await json("out/sst2/set/training.json");
  expect(stages.map(({ steps }: { steps: number }) => steps)).toEqual([1, 1]);
});
