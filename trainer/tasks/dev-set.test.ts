import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SUITES } from "../../eval/suites/index.ts";
import type { ClassificationRow, QaRow, RegressionRow, TaggingRow } from "../../r2-assets/format/rows.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { tf, useBackend } from "../backend/tf.ts";
import { toInput } from "../models/predict.ts";
import { classification } from "./classification.ts";
import { devSet } from "./dev-set.ts";
import { evenDevSet } from "./even-dev-set.ts";
import { goldSpans } from "./gold-spans.ts";
import { taskNamed } from "./index.ts";
import { questionAnswering } from "./question-answering.ts";
import { readReferenceLogits, writeReferenceLogits } from "./reference-logits.ts";
import { regression } from "./regression.ts";
import { tagging } from "./tagging.ts";
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

const sentences: TaggingRow[] = [
  { id: "0", tokens: ["Unable", "rain", "slowly"], tags: ["B-PER", "I-PER", "O"] },
  { id: "1", tokens: ["the", "coppery", "night", "cook"], tags: ["O", "B-LOC", "I-LOC", "B-PER"] },
  { id: "2", tokens: ["hope", "was", "slow"], tags: ["O", "O", "O"] },
];
const ofSentences = () => devSet(tagging, SUITES["wikiann/en"], sentences, tokenizer);
const tagLabels = SUITES["wikiann/en"].labels!;
const tagTargets = sentences.map((row) => tagging.targetsOf(row, tagLabels, tokenizer)![0] as number[]);
/** Logits that point to each token's label, to another where there is none. */
const perfectTags = () =>
  tagTargets.map((targets) =>
    Float32Array.from(targets.flatMap((target) => tagLabels.map((_, label) => (label === target ? 30 : 0)))),
  );

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
  expect(ofSentences().score(perfectTags())).toMatchObject({ primary: "span_f1", metrics: { span_f1: 1 } });
  expect(ofSentences().score(perfectTags()).loss).toBeCloseTo(0, 9);
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

test("tags are judged by words' first pieces, as in an evaluation", () => {
  const logits = perfectTags();
  const say = (sentence: number, token: number, label: string) => {
    logits[sentence].fill(0, token * tagLabels.length, (token + 1) * tagLabels.length);
    logits[sentence][token * tagLabels.length + tagLabels.indexOf(label)] = 30;
  };
  say(0, tagTargets[0].length - 2, "B-ORG"); // of "slowly", a piece that goes on a word
  expect(ofSentences().score(logits).metrics.span_f1).toBe(1);
  say(1, tagTargets[1].indexOf(tagLabels.indexOf("B-LOC")), "B-ORG"); // ORG and LOC for LOC; both PER are right
  expect(ofSentences().score(logits).metrics.span_f1).toBeCloseTo((2 * 2) / (3 + 4), 12);
});

test("several suites are judged by the mean of what each has, whatever its size, and all rows together beside it", () => {
  const dutch = { ...SUITES["wikiann/en"], id: "wikiann/nl" };
  const parts = [
    devSet(tagging, SUITES["wikiann/en"], sentences.slice(0, 1), tokenizer),
    devSet(tagging, dutch, sentences.slice(1), tokenizer),
  ];
  const dev = evenDevSet(ofSentences(), parts);
  const logits = perfectTags();
  logits[0].fill(0); // the first label of all: B-LOC
  const { primary, metrics, parts: each, loss } = dev.score(logits);
  expect(primary).toBe("mean_span_f1");
  expect(metrics).toEqual({ mean_span_f1: 0.5, span_f1: expect.closeTo((2 * 2) / (3 + 5), 12) });
  expect(each).toEqual({ "wikiann/en": 0, "wikiann/nl": 1 });
  expect(loss).toBe(ofSentences().score(logits).loss);
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
    { task: taskNamed("wikiann"), dev: ofSentences(), width: tagLabels.length, targets: tagTargets },
  ];
  for (const { task, dev, width, targets } of cases) {
    const tokens = (i: number) => (task.pooling === "none" ? dev.inputs[i].ids.length : 1);
    const logits = dev.inputs.map((_, i) =>
      Float32Array.from({ length: tokens(i) * width }, (_, k) => Math.sin(3 * i + k)),
    );
    const losses = targets.flatMap((target, i) => {
      if (task.name === "squad" && (target as number[])[0] === 0) return [];
      const example = { ...dev.inputs[i], id: "", target } as Example;
      const output = tf.tensor2d(logits[i], [tokens(i), width]);
      return task.hardLoss({ logits: output }, task.targets([example]), toInput([example])).dataSync()[0];
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
    { task: taskNamed("wikiann"), dev: ofSentences(), logits: perfectTags() },
  ];
  for (const { task, dev, logits } of cases) {
    await writeReferenceLogits(folder, dev.references(logits));
    const reading = await readReferenceLogits(folder, { task: task.task, labels: [...task.labels] });
    if (reading.kind !== "read") throw new Error(JSON.stringify(reading));
    expect(reading.rows.map(({ id }) => id)).toEqual([...Array(dev.rows).keys()].map(String));
    expect(reading.rows.flatMap((row) => row.logits)).toEqual(logits.flatMap((row) => [...row]));
  }
});
