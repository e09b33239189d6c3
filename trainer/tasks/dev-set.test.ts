import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SUITES } from "../../eval/suites/index.ts";
import type { ClassificationRow, QaRow, RegressionRow } from "../../r2-assets/format/rows.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { tf, useBackend } from "../backend/tf.ts";
import { toInput } from "../models/predict.ts";
import { classification } from "./classification.ts";
import { devSet } from "./dev-set.ts";
import { goldSpans } from "./gold-spans.ts";
import { taskNamed } from "./index.ts";
import { questionAnswering } from "./question-answering.ts";
import { readReferenceLogits, writeReferenceLogits } from "./reference-logits.ts";
import { regression } from "./regression.ts";
import type { Example } from "./task.ts";

const tiny = new URL("../../test/golden/tiny-bert/tokenizer.json", import.meta.url);
const tokenizer = createTokenizer(JSON.parse(await readFile(tiny, "utf8")), { maxLength: 16 });

const texts: ClassificationRow[] = ["a warm film", "dull and slow", "never funny", "quite good"].map((text_a, i) => ({
  id: `${i}`,
  text_a,
  label: i % 3 === 0 ? "positive" : "negative",
}));
const pairs: RegressionRow[] = [0, 1.5, 3.25, 5].map((label, i) => ({
  id: `${i}`,
  text_a: "good",
  text_b: "bad",
  label,
}));
const context =
  "The cast was warm, but the plot was slow and the end was never in doubt. It was a short night of rain.";
const questions: QaRow[] = ["slow", "a short night", "The cast"].map((text, i) => ({
  id: `${i}`,
  question: "what was it",
  context,
  answers: [{ text, answer_start: context.indexOf(text) }],
}));

const ofTexts = () => devSet(classification, SUITES["glue/sst2"], texts, tokenizer);
const ofPairs = () => devSet(regression, SUITES["glue/stsb"], pairs, tokenizer);
const ofQuestions = () => devSet(questionAnswering, SUITES["squad/v1.1"], questions, tokenizer);

const perfectLabels = texts.map(({ label }) => Float32Array.of(0, label === "positive" ? 9 : -9));
const perfectScores = pairs.map(({ label }) => Float32Array.of(label));
const spans = questions.flatMap((row) => goldSpans(row, tokenizer) ?? []);
/** Logits of every window that point where its target is. */
const perfectSpans = () =>
  ofQuestions().inputs.map(({ ids }, i) => {
    const row = new Float32Array(2 * ids.length);
    const [first, last] = spans[i];
    row[2 * first] = 30;
    row[2 * last + 1] = 30;
    return row;
  });

test("logits that are right make every metric 1 and the loss nearly 0", () => {
  expect(ofTexts().score(perfectLabels)).toMatchObject({ primary: "accuracy", metrics: { accuracy: 1 } });
  expect(ofTexts().score(perfectLabels).loss).toBeCloseTo(Math.log1p(Math.exp(-9)), 12);
  expect(ofPairs().score(perfectScores)).toEqual({
    primary: "pearson",
    metrics: { pearson: expect.closeTo(1, 12), spearman: expect.closeTo(1, 12) },
    loss: 0,
  });
  const { primary, metrics, loss } = ofQuestions().score(perfectSpans());
  expect({ primary, metrics }).toEqual({ primary: "f1", metrics: { f1: 1, exact_match: 1 } });
  expect(loss).toBeLessThan(1e-9);
});

test("a metric that can't be had is left out; a constant has no correlation", () => {
  expect(ofPairs().score(pairs.map(() => Float32Array.of(2))).metrics).toEqual({});
});

test("logits that are not numbers, and rows that no request could ask about, count as wrong", () => {
  const broken = perfectLabels.with(1, Float32Array.of(Number.NaN, 0));
  expect(ofTexts().score(broken).metrics.accuracy).toBe(0.75);
  const blank = devSet(classification, SUITES["glue/sst2"], [{ ...texts[0], text_a: " " }, texts[1]], tokenizer);
  expect([blank.rows, blank.inputs.length]).toEqual([2, 1]);
  expect(blank.score([perfectLabels[1]]).metrics.accuracy).toBe(0.5);
  expect([...blank.references([perfectLabels[1]])].map(({ id }) => id)).toEqual(["1"]);
});

test("dev's loss is the hard loss of the inputs that hold an answer", async () => {
  await useBackend("cpu");
  const cases = [
    {
      task: taskNamed("sst2"),
      dev: ofTexts(),
      width: 2,
      targets: texts.map(({ label }) => (label === "positive" ? 1 : 0)),
    },
    { task: taskNamed("stsb"), dev: ofPairs(), width: 1, targets: pairs.map(({ label }) => label) },
    { task: taskNamed("squad"), dev: ofQuestions(), width: 2, targets: spans },
  ];
  for (const { task, dev, width, targets } of cases) {
    const tokens = (i: number) => (task.pooling === "none" ? dev.inputs[i].ids.length : 1);
    const logits = dev.inputs.map((_, i) =>
      Float32Array.from({ length: tokens(i) * width }, (_, k) => Math.sin(3 * i + k)),
    );
    const losses = targets.flatMap((target, i) => {
      if (Array.isArray(target) && target[0] === 0) return [];
      const example = { ...dev.inputs[i], id: "", target } as Example;
      const output = tf.tensor2d(logits[i], [tokens(i), width]);
      return task.hardLoss(output, task.targets([example]), toInput([example])).dataSync()[0];
    });
    const mean = losses.reduce((a, b) => a + b, 0) / losses.length;
    expect(dev.score(logits).loss).toBeCloseTo(mean, 5);
  }
  expect(spans.some(([first]) => first === 0)).toBe(true); // windows without the answer were among them
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-dev-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("references are what publish reads back, a long context one window after another", async () => {
  const cases = [
    { task: taskNamed("sst2"), dev: ofTexts(), logits: perfectLabels },
    { task: taskNamed("stsb"), dev: ofPairs(), logits: perfectScores },
    { task: taskNamed("squad"), dev: ofQuestions(), logits: perfectSpans() },
  ];
  for (const { task, dev, logits } of cases) {
    await writeReferenceLogits(folder, dev.references(logits));
    const reading = await readReferenceLogits(folder, { task: task.task, labels: [...task.labels] });
    if (reading.kind !== "read") throw new Error(JSON.stringify(reading));
    expect(reading.rows.map(({ id }) => id)).toEqual([...Array(dev.rows).keys()].map(String));
    expect(reading.rows.flatMap((row) => row.logits)).toEqual(logits.flatMap((row) => [...row]));
  }
});
