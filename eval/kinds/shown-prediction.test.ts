import { expect, test } from "vitest";
import type { Prediction } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { KINDS } from "./index.ts";
import type { Kind } from "./kind.ts";

const scores = { a: 0.25, b: 0.75 };
const outcome = { id: "1", correct: true } as const;
const kinds: readonly RowKind[] = ["classification", "regression", "tagging", "question-answering", "behavioural"];
/** One of each kind, in this order. */
const predictions: Prediction[] = [
  {
    ...outcome,
    prediction: "b",
    scores,
    gold: "b",
    slots: { prediction: ["O", "B-x"], gold: ["O", "O"] },
    groups: { heuristic: "secret" },
    error: "odd",
  },
  { id: "1", prediction: 2.5, scores: null, gold: 3, correct: null },
  { ...outcome, prediction: ["O", "B-PER"], scores: null, gold: ["O", "B-PER"] },
  { ...outcome, prediction: "", scores: null, gold: ["secret"], f1: 0, no_answer_probability: 0.5 },
  { ...outcome, prediction: ["a"], scores: [scores], gold: "b", test: "secret", type: "MFT", capability: "secret" },
];

const hidden = predictions.map((prediction, i) => (KINDS[kinds[i]!] as Kind).withoutGold(prediction));

test("without gold there is what was answered, and nothing that tells whether it was right", () => {
  expect(hidden).toEqual([
    { id: "1", prediction: "b", scores, slots: { prediction: ["O", "B-x"] }, error: "odd" },
    { id: "1", prediction: 2.5, scores: null },
    { id: "1", prediction: ["O", "B-PER"], scores: null },
    { id: "1", prediction: "", scores: null, no_answer_probability: 0.5 },
    { id: "1", prediction: ["a"], scores: [scores] },
  ]);
});

test("tables hide as much: their cells are made from what may be shown", () => {
  const cells = (kind: RowKind, i: number) =>
    Object.values(KINDS[kind].columns({ labels: ["a", "b"], metrics: ["accuracy", "slot_f1"] })).map(
      (cell) => cell(hidden[i]!) ?? null,
    );
  expect(cells("classification", 0)).toEqual(["1", "b", null, null, 0.25, 0.75, "O B-x", null, "odd"]);
  expect(cells("regression", 1)).toEqual(["1", 2.5, null, null]);
  expect(cells("tagging", 2)).toEqual(["1", "O B-PER", null, null, null]);
  expect(cells("question-answering", 3)).toEqual(["1", "", null, null, null, 0.5, null]);
  expect(cells("behavioural", 4)).toEqual([
    "1",
    null,
    null,
    null,
    '["a"]',
    null,
    null,
    null,
    '[{"a":0.25,"b":0.75}]',
    null,
  ]);
});

test("tables of public suites have tags in one cell, answers as JSON, a column a label", () => {
  const columns = KINDS["question-answering"].columns({ metrics: ["f1"] });
  const row = Object.fromEntries(Object.entries(columns).map(([name, cell]) => [name, cell({ ...predictions[3]! })]));
  expect(row).toMatchObject({ gold: '["secret"]', f1: 0, no_answer_probability: 0.5 });
  expect(Object.keys(KINDS.classification.columns({ labels: ["a", "b"], metrics: ["accuracy"] }))).toEqual([
    "id",
    "prediction",
    "gold",
    "correct",
    "score:a",
    "score:b",
    "error",
  ]);
});
