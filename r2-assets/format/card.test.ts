import { describe, expect, test } from "vitest";
import { Card, compressionOf, tasksOf } from "./card.ts";

const linear = (from: number, to: number) => ({ kind: "dense", in: from, out: to, layout: "out_in" });
const table = (rows: number) => ({ kind: "dense", rows, width: 8 });

const card = {
  format: 1,
  id: "sst2-pkd-skip",
  task: "text-classification",
  trained_on: "glue/sst2",
  method: "pkd-skip",
  description: "",
  teacher: { id: "sst2-teacher", version: "0123456789ab", parameters: 3000, bytes: 4000 },
  base_model: { name: "tiny", source: "seeded", licence: "Apache-2.0" },
  licence: "Apache-2.0",
  labels: ["negative", "positive"],
  max_length: 24,
  architecture: {
    kind: "bert",
    embeddings: { word: table(80), position: table(24), token_type: table(2) },
    encoder: {
      layers: 1,
      width: 8,
      heads: 2,
      ffn: 16,
      activation: "gelu_erf",
      layer_norm_eps: 1e-12,
      attention: linear(8, 8),
      intermediate: linear(8, 16),
      output: linear(16, 8),
    },
    pooling: "mean",
    head: { kind: "linear", in: 8, out: 2, layout: "out_in" },
  },
  storage: "f32",
  parameters: 1500,
  bytes: 1000,
  training: {
    recipe: "sst2/pkd-skip",
    seed: 17,
    backend: "cpu",
    epochs: 1,
    steps: 10,
    wall_seconds: 1.5,
    examples_per_second: 30,
    data_sha256: "a".repeat(64),
    dev: { accuracy: 0.9 },
    code: "unknown",
  },
  files: { "weights.safetensors": { sha256: "b".repeat(64), bytes: 1000 } },
};

test("a whole card passes unchanged", () => {
  expect(Card.parse(card)).toEqual(card);
});

const withHead = (task: string, labels: string[], pooling: string) => ({
  ...card,
  task,
  labels,
  architecture: { ...card.architecture, pooling, head: { ...card.architecture.head, out: labels.length } },
});

test.each([
  ["text-regression", ["score"], "mean"],
  ["token-classification", ["O", "B-PER", "I-PER"], "none"],
  ["question-answering", ["start", "end"], "none"],
])("a %s has its own head", (task, labels, pooling) => {
  expect(Card.safeParse(withHead(task, labels, pooling)).success).toBe(true);
});

const slotted = (slots: string[] | undefined, out: number | undefined, changes = {}) => ({
  ...card,
  ...(slots && { slots }),
  architecture: {
    ...card.architecture,
    ...(out && { slot_head: { kind: "linear", in: 8, out, layout: "out_in" } }),
  },
  ...changes,
});

test("a classifier may have slots, with a head of their own", () => {
  expect(Card.parse(slotted(["B-a", "O"], 2))).toEqual(slotted(["B-a", "O"], 2));
  expect(tasksOf(Card.parse(slotted(["B-a", "O"], 2)))).toEqual(["text-classification", "token-classification"]);
  expect(tasksOf(Card.parse(card))).toEqual(["text-classification"]);
});

const several = (changes: object) => ({ ...card, task: "multi-label-classification", ...changes });

test("a model of several labels a text may have a threshold a label", () => {
  for (const changes of [{}, { thresholds: [0.25, 0.9] }])
    expect(Card.parse(several(changes))).toEqual(several(changes));
  expect(Object.keys(Card.parse(several({ thresholds: [0.25, 0.9] })))).toContain("thresholds");
});

/** As of 200 rows. */
const calibration = {
  ...{ temperature: 1.5, fitted_on: "dev of sst2", rows: 200 },
  ...{ nll: { before: 0.4, after: 0.3 }, ece: { before: 0.1, after: 0.02 } },
  selective: [
    { min_score: 0, coverage: 1, accuracy: 0.9 },
    { min_score: 1, coverage: 0, accuracy: null },
  ],
};

test("a classifier may be calibrated", () => {
  expect(Card.parse({ ...card, calibration })).toEqual({ ...card, calibration });
});

test.each([
  ["a calibration of several labels a text", several({ calibration }), "by models that classify texts"],
  ["thresholds of classes", { ...card, thresholds: [0.5, 0.5] }, "by models of several labels a text"],
  ["a threshold too few", several({ thresholds: [0.5] }), "one threshold a label"],
  ["slots without a head", slotted(["B-a", "O"], undefined), "one output a slot tag"],
  ["a head without slots", slotted(undefined, 2), "one output a slot tag"],
  ["slots and outputs that differ in number", slotted(["B-a", "O"], 3), "one output a slot tag"],
  [
    "slots of a regression",
    slotted(["O"], 1, {
      ...{ task: "text-regression", labels: ["score"] },
      architecture: { ...slotted(["O"], 1).architecture, head: { ...card.architecture.head, out: 1 } },
    }),
    "by models that classify texts",
  ],
  ["a tagger that pools", withHead("token-classification", ["O", "B-PER"], "mean"), "models of tokens do not pool"],
  ["a classifier that does not", withHead("text-classification", ["a", "b"], "none"), "models of tokens do not pool"],
  [
    "a regression of two numbers",
    withHead("text-regression", ["a", "b"], "mean"),
    "the labels of a regression are [score]",
  ],
  [
    "a reader that ends first",
    withHead("question-answering", ["end", "start"], "none"),
    "question answering [start, end]",
  ],
])("refuses %s", (_, wrong, reason) => {
  const message = Card.safeParse(wrong).error?.issues[0]?.message;
  expect(message).toContain(reason);
});

describe("refuses", () => {
  const encoder = card.architecture.encoder;
  test.each<[string, object]>([
    ["another format", { format: 2 }],
    ["an unknown field", { colour: "blue" }],
    ["labels and outputs that differ in number", { labels: ["negative", "neutral", "positive"] }],
    ["no labels", { labels: [] }],
    ["an id that is none", { id: "SST2 teacher" }],
    ["an unknown storage", { storage: "i4" }],
    ["an unknown activation", { architecture: { ...card.architecture, encoder: { ...encoder, activation: "relu" } } }],
    ["a temperature of 0", { calibration: { ...calibration, temperature: 0 } }],
    [
      "a coverage above 1",
      { calibration: { ...calibration, selective: [{ min_score: 0, coverage: 2, accuracy: 1 }] } },
    ],
    ["a threshold of 0", several({ thresholds: [0, 0.5] })],
    ["a threshold of 1", several({ thresholds: [0.5, 1] })],
    ["a negative count", { parameters: -1 }],
    ["a fraction of a byte", { bytes: 0.5 }],
    ["a file's name with a path", { files: { "../weights": { sha256: "b".repeat(64), bytes: 1 } } }],
    ["a digest cut short", { files: { weights: { sha256: "b".repeat(63), bytes: 1 } } }],
  ])("%s", (_, change) => {
    expect(Card.safeParse({ ...card, ...change }).success).toBe(false);
  });
});

const imported = {
  from: "hugging-face",
  model_class: "BertForSequenceClassification",
  sha256: "c".repeat(64),
  code: "unknown",
};

test("an imported model was trained elsewhere, on what may be known or not", () => {
  for (const trained_on of ["my/intents", null]) {
    const brought = { ...card, method: "imported", trained_on, teacher: null, training: null, imported };
    expect(Card.parse(brought)).toEqual(brought);
  }
});

test.each([
  ["neither trained here nor imported", { training: null }],
  ["both", { imported }],
  ["trained here on nobody knows what", { trained_on: null }],
])("a model is refused that was %s", (_, change) => {
  expect(Card.safeParse({ ...card, ...change }).success).toBe(false);
});

test("compression is the teacher's size over the student's, and null for a teacher", () => {
  expect(compressionOf(Card.parse(card))).toEqual({ parameters: 2, bytes: 4 });
  expect(compressionOf(Card.parse({ ...card, teacher: null }))).toBeNull();
});
