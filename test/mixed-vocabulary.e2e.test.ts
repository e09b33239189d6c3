/** Students with a vocabulary of their own, from plain text to an artefact, on a made-up corpus and the cpu backend. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describedArchitecture } from "../r2-assets/format/architecture.ts";
import { Card } from "../r2-assets/format/card.ts";
import { createTokenizer } from "../r2-assets/format/tokenizer.ts";
import { countParameters } from "../trainer/models/describe.ts";
import { bestOfRun } from "../trainer/training/checkpoint.ts";
import { loadStart } from "../trainer/training/start-file.ts";
import { learnVocabulary } from "../trainer/vocabulary/learn-vocabulary.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder, writeTinyGlue, writeTinyText, writeTinyTransfer } from "./fixtures/tiny-training.ts";

const [SIZE, ALPHABET] = [72, 30];
const LEARNT = { "encoder.vocabulary": JSON.stringify({ learnt: SIZE, alphabet: ALPHABET }) };
const KEPT = { "encoder.vocabulary": JSON.stringify({ most_in_text: 70 }) };
const shape = (prefix: string, layers: number) => ({
  [`${prefix}.layers`]: `${layers}`,
  ...{ [`${prefix}.width`]: "8", [`${prefix}.heads`]: "2", [`${prefix}.ffn`]: "16" },
});
const PRUNED = { ...KEPT, ...shape("options.narrow", 2) };
const TEXT = { "train.epochs": "1", "train.judged": "1", "train.weight_decay": "0", "train.limit": "24" };
const WORDS = "bert.embeddings.word_embeddings.weight";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-mixed-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyText(join(folder, "data"), 48);
  await writeTinyGlue(join(folder, "data"), "sst2", 32, 16);
  await writeTinyGlue(join(folder, "rows"), "sst2", 32, 16);
  await writeTinyTransfer(join(folder, "data"), 24);
});
afterAll(() => rm(folder, { recursive: true }));

const job = (recipe: string, settings: Record<string, string>, out = "out") =>
  tinyJob(folder, recipe, settings, { out: join(folder, out) });

describe.each([
  { recipe: "mixed-vocabulary-6x256", settings: { ...LEARNT, ...shape("options", 2) } },
  { recipe: "pruned-6x256", settings: PRUNED },
  { recipe: "shared-projections-down-96", settings: { ...LEARNT, ...shape("options", 4) } },
])("$recipe", ({ recipe, settings }) => {
  const [text, task] = [`text/${recipe}`, `sst2/${recipe}`];

  test("stopped and resumed it leaves the start of a run that was left alone, and no companion", async () => {
    const whole = job(text, { ...settings, ...TEXT });
    await trainHere(whole);
    const stopped = job(text, { ...settings, ...TEXT }, "stopped");
    let steps = 0;
    const shouldStop = () => (++steps === 2 ? ("interrupted" as const) : undefined);
    expect(await trainHere(stopped, { shouldStop })).toEqual({ kind: "interrupted", step: 2 });
    await trainHere({ ...stopped, existing: "resume" });
    const [a, b] = await Promise.all([whole.out, stopped.out].map((out) => loadStart(out, text)));
    expect(b!.weights).toEqual(a!.weights);
    expect([...a!.weights.keys()].filter((name) => !name.startsWith("bert."))).toEqual([]);
    expect(b!.origin.dev_loss).toBe(a!.origin.dev_loss);
  });

  test("a task goes on from the start, in its vocabulary, and exports the student alone", async () => {
    // A learnt vocabulary comes with the start: no text is needed.
    const bare = settings === PRUNED ? {} : { data: join(folder, "rows"), pieces: join(folder, "none") };
    await trainHere({ ...job(task, { ...settings, "train.epochs": "1" }), ...bare });
    const at = join(folder, "out", task);
    const card = Card.parse(JSON.parse(await readFile(join(at, "card.json"), "utf8")));
    const start = await loadStart(join(folder, "out"), text);
    expect(card.training!.start).toEqual(start.origin);
    expect(card.parameters).toBe(countParameters(describedArchitecture(card.architecture)));
    const { largest } = createTokenizer(JSON.parse(await readFile(join(at, "tokenizer.json"), "utf8")), {
      maxLength: 9,
    });
    expect(start.weights.get(WORDS)!.shape).toEqual([largest.id + 1, 8]);
    const best = await bestOfRun(join(at, "checkpoint"));
    expect([...best.weights.keys()].filter((name) => !/^(bert|classifier)\./.test(name))).toEqual([]);
  });
});

test("a fine-tuned teacher, which reads its own pieces, may teach the task, too", async () => {
  const teacher = "sst2/teacher-run-1";
  await trainHere(job(teacher, { "train.epochs": "1" }));
  const others = { teacher, transfer: '["sentiment/reviews.jsonl.gz"]', "train.epochs": "1", "train.limit": "32" };
  const recipe = "sst2/mixed-vocabulary-6x256-kd";
  await trainHere(job(recipe, { ...LEARNT, ...shape("options", 2), ...others }));
  const card = Card.parse(JSON.parse(await readFile(join(folder, "out", recipe, "card.json"), "utf8")));
  expect(card).toMatchObject({ method: "mixed-vocabulary", teacher: { id: "sst2-fine-tuned-run-1" } });
  expect(card.training!.stages!.map(({ objective }) => objective)).toEqual(["logits", "labels-and-logits"]);
});

test("the second stage begins with the table that the first one left, bit for bit", async () => {
  const recipe = "text/mixed-vocabulary-6x256";
  const still = { "stages.1.train.learning_rate": "1e-12" }; // less than the last bit of any weight
  const settings = { ...LEARNT, ...shape("options", 2), ...TEXT, ...still };
  await trainHere(job(recipe, settings, "still"));
  const at = join(folder, "still", recipe, "checkpoint");
  const [first, last] = await Promise.all([join(at, "1"), at].map(bestOfRun));
  expect(last!.weights.get(WORDS)).toEqual(first!.weights.get(WORDS));
  const untrained = await bestOfRun(join(folder, "out", recipe, "checkpoint", "1"));
  expect(untrained.weights.get(WORDS)).toEqual(first!.weights.get(WORDS)); // the same stage of another run
});

test("its vocabulary is what the command learns from the same text", async () => {
  const tokenizer = JSON.parse(await readFile(join(folder, "encoder/tokenizer.json"), "utf8"));
  const options = { size: SIZE, alphabetLimit: ALPHABET, minFrequency: 2, maxWordLength: 100 };
  const learnt = await learnVocabulary({ data: join(folder, "data"), teacher: tokenizer, tasks: [], ...options });
  const exported = JSON.parse(await readFile(join(folder, "out/sst2/mixed-vocabulary-6x256/tokenizer.json"), "utf8"));
  expect(exported.model.vocab).toEqual((learnt.tokenizer as { model: { vocab: object } }).model.vocab);
});

test("what does not fit is told", async () => {
  const others = shape("options", 2);
  await expect(trainHere(job("text/mixed-vocabulary-6x256", { ...KEPT, ...others }, "no"))).rejects.toThrow(
    "mixed texts need a second vocabulary",
  );
  await expect(trainHere(job("text/kronecker-19x", LEARNT, "no"))).rejects.toThrow(
    "kronecker takes no vocabulary from plain text",
  );
  const other = { ...LEARNT, "encoder.vocabulary": JSON.stringify({ learnt: SIZE - 1, alphabet: ALPHABET }) };
  const resumed = { ...job("sst2/mixed-vocabulary-6x256", { ...other, ...others }), existing: "resume" as const };
  await expect(trainHere(resumed)).rejects.toThrow(/learnt from another encoder/);
});
