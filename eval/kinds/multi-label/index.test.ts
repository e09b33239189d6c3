import { describe, expect, test } from "vitest";
import { MultiLabelPrediction } from "../../../r2-assets/format/prediction.ts";
import type { MultiLabelRow } from "../../../r2-assets/format/rows.ts";
import golden from "../../../test/golden/multi-label.json" with { type: "json" };
import { partsOf } from "../../comparison/parts.ts";
import { createRowReader } from "../../readers/row-reader.ts";
import { plainValue, valueOn } from "../../statistics/statistic.ts";
import type { AnswerOf, NoAnswer } from "../kind.ts";
import { multiLabelKind } from "./index.ts";

const suite = { id: "own/moods", labels: ["joy", "anger", "2"] };
const row: MultiLabelRow = { id: "m-1", text_a: "Well!", labels: ["joy", "anger"] };
const judged = (answer: AnswerOf["multi-label"] | NoAnswer, labels = row.labels) =>
  multiLabelKind.judge({ ...row, labels }, answer, suite);

describe("lines", () => {
  const read = (lines: object[], labels?: string[]) => {
    const reader = createRowReader("multi-label", { idPrefix: "m", ...(labels && { labels }) });
    const rows = lines.map((line, i) => reader.add(line, i + 1));
    return { rows, outcome: reader.finish() };
  };
  const complaint = (line: object, labels = suite.labels) => {
    const { outcome } = read([line], labels);
    return outcome.kind === "refused" ? outcome.errors[0]!.message : outcome;
  };

  test("labels come by name or index in any order, and stand in the suite's", () => {
    const { rows, outcome } = read(
      [
        { text_a: "a", labels: [" anger ", 0] },
        { text_a: "b", text_b: "c", labels: [] },
      ],
      suite.labels,
    );
    expect(rows).toEqual([
      { id: "m-0", text_a: "a", labels: ["joy", "anger"] },
      { id: "m-1", text_a: "b", text_b: "c", labels: [] },
    ]);
    expect(outcome).toEqual({ kind: "rows", rows: 2, labels: suite.labels });
  });

  test("where the labels are not known, they are those that the rows have", () => {
    const { rows, outcome } = read([
      { text_a: "a", labels: ["b", "a"] },
      { text_a: "b", labels: ["c"] },
    ]);
    expect(rows[0]).toEqual({ id: "m-0", text_a: "a", labels: ["a", "b"] });
    expect(outcome).toMatchObject({ labels: ["a", "b", "c"] });
  });

  test.each([
    ["no labels", { text_a: "a" }, "labels: expected an array of labels, which may be empty"],
    ["a label alone", { text_a: "a", labels: "joy" }, "labels: expected an array of labels, which may be empty"],
    ["a label twice", { text_a: "a", labels: ["joy", 0] }, 'labels: "joy" is there twice'],
    ["an unknown label", { text_a: "a", labels: ["envy"] }, 'labels: "envy" is none of joy, anger, 2'],
    ["a blank label", { text_a: "a", labels: [" "] }, "labels.0: expected a label's name or index"],
    ["no text", { labels: [] }, "text_a: is missing"],
  ])("%s is refused in one sentence", (_, line, message) => {
    expect(complaint(line)).toBe(message);
  });

  test("a suite without labels, or with one, is none", () => {
    const whole = (labels: string[]) =>
      (read([{ text_a: "a", labels }]).outcome as { errors: { message: string }[] }).errors[0]!.message;
    expect(whole([])).toBe("no row has a label");
    expect(whole(["joy"])).toBe('no row has a label but "joy"; a suite of labels needs two');
  });
});

describe("a submitted answer", () => {
  const submit = (item: object) => multiLabelKind.submitted({ id: "m-1", ...item }, row, suite);

  test("is the labels that hold, or probabilities, of which 0.5 holds, or both", () => {
    expect(submit({ labels: ["2", "joy"] })).toEqual({ labels: ["joy", "2"], scores: null });
    expect(submit({ labels: [2, 1] })).toEqual({ labels: ["anger", "2"], scores: null }); // 2 is a label's own name
    expect(submit({ labels: [] })).toEqual({ labels: [], scores: null });
    const scores = { anger: 0.5, joy: 0.49, "2": 1 };
    expect(submit({ scores })).toEqual({ labels: ["anger", "2"], scores });
    expect(submit({ scores, labels: ["joy"] })).toEqual({ labels: ["joy"], scores }); // thresholds are the answerer's
  });

  test.each([
    [{}, "expected labels or scores"],
    [{ labels: "joy" }, "labels: expected a list"],
    [{ labels: ["joy", 0] }, 'labels.1: "joy" is there twice'],
    [{ labels: ["envy"] }, 'labels.0: "envy" is none of joy, anger, 2'],
    [{ labels: [0.5] }, "labels.0: expected a label's name or index"],
    [{ scores: { joy: 1, anger: 0 } }, 'scores: "2" has none'],
    [{ scores: { joy: 1.5, anger: 0, "2": 0 } }, 'scores: 1.5 of "joy" is no probability'],
    [{ scores: { joy: 1, anger: 0, envy: 0 } }, 'scores: "envy" is none of joy, anger, 2'],
  ])("%j is refused: %s", (item, message) => {
    expect(submit(item)).toBe(message);
  });

  test("in CSV is a JSON array, or names or indices with | between; an empty field is no label", () => {
    const item = (fields: Record<string, string>) => multiLabelKind.item(new Map(Object.entries(fields)), suite);
    expect(item({ labels: "joy|2" })).toEqual({ labels: ["joy", "2"] });
    expect(item({ labels: '["joy","a | b"]' })).toEqual({ labels: ["joy", "a | b"] });
    expect(item({ labels: "1" })).toEqual({ labels: [1] });
    expect(item({ labels: "" })).toEqual({ labels: [] });
    expect(item({ labels: "", "score:joy": "0.25" })).toEqual({ scores: { joy: 0.25 } });
    expect(item({ prediction: "[]" })).toEqual({ labels: [] });
    expect(item({ prediction: "" })).toEqual({}); // of a table of predictions: the row got no answer
  });
});

test("a row is right where it has all of its labels and no other; both stand in the suite's order", () => {
  const right = { id: "m-1", prediction: ["joy", "anger"], scores: null, gold: ["joy", "anger"], correct: true };
  expect(MultiLabelPrediction.parse(judged({ labels: ["anger", "joy"], scores: null }))).toEqual(right);
  expect(judged({ labels: ["joy"], scores: null }).correct).toBe(false);
  expect(judged({ labels: ["joy", "anger", "2"], scores: null }).correct).toBe(false);
  expect(judged({ labels: [], scores: null }, []).correct).toBe(true);
  const failed = { ...right, prediction: null, correct: false, error: "blank" };
  expect(MultiLabelPrediction.parse(judged({ error: "blank" }))).toEqual(failed);
});

describe("figures", () => {
  test.each(golden.sets)(
    "are scikit-learn's on the rows as drawn: $name",
    ({ gold, predicted, counts, ...reference }) => {
      const labels = Array.from({ length: reference.labels }, (_, i) => `label ${i}`);
      const names = (set: readonly number[]) => set.map((index) => labels[index]!);
      const tally = multiLabelKind.tally({ id: "own/golden", labels });
      gold.forEach((set, i) => {
        const answer = { labels: names(predicted[i]!), scores: null };
        tally.add(multiLabelKind.judge({ ...row, labels: names(set) }, answer, { id: "own/golden", labels }));
      });
      for (const metric of ["micro_f1", "macro_f1", "sample_f1", "accuracy"] as const)
        expect(valueOn(tally.statistic(metric)!, Uint32Array.from(counts))).toBeCloseTo(reference[metric], 12);
      const shown = tally.slices().map(({ value, statistics }) => [value, plainValue(statistics.f1!)]);
      if (counts.every((count) => count === 1))
        for (const [value, f1] of shown) expect(f1).toBeCloseTo(reference.f1[labels.indexOf(value as string)]!, 12);
    },
  );

  test("a row without an answer misses its labels, and is wrong even where it has none", () => {
    const tally = multiLabelKind.tally(suite);
    tally.add(judged({ labels: ["joy", "anger"], scores: null }));
    tally.add(judged({ error: "blank" }));
    tally.add(judged({ error: "blank" }, []));
    expect([tally.rows, tally.errors]).toEqual([3, 2]);
    expect(plainValue(tally.statistic("micro_f1")!)).toBeCloseTo(4 / 6, 14);
    expect(plainValue(tally.statistic("accuracy")!)).toBeCloseTo(1 / 3, 14);
    expect(tally.statistic("ece")).toBeNull();
    expect(tally.statistic("brier")).toBeNull();
  });
});

test("parts are the labels, each by itself, and rows by how many they have", () => {
  const pair = (gold: string[], one: string[], other: string[]) => [
    judged({ labels: one, scores: null }, gold),
    judged({ labels: other, scores: null }, gold),
  ];
  const rows = [pair(["joy"], ["joy"], ["joy", "2"]), pair(["joy", "anger"], ["anger"], []), pair([], [], [])];
  const parts = partsOf("multi-label", rows);
  expect(parts.map(({ by, value, metric, rows }) => [by, value, metric, rows.length])).toEqual([
    ["labels a text", "0", "accuracy", 1],
    ["labels a text", "1", "accuracy", 1],
    ["labels a text", "2", "accuracy", 1],
    ["one label", "2", "micro_f1", 1],
    ["one label", "anger", "micro_f1", 1],
    ["one label", "joy", "micro_f1", 2],
  ]);
  const joy = parts.at(-1)!.rows.map((row) => row.map(({ gold, prediction, correct }) => [gold, prediction, correct]));
  expect(joy).toEqual([
    [
      [["joy"], ["joy"], true],
      [["joy"], ["joy"], true],
    ],
    [
      [["joy"], [], false],
      [["joy"], [], false],
    ],
  ]);
});

test("what is said is a decision a label where all are known, so that two answers are compared label by label", () => {
  const scores = { joy: 0.9, anger: 0.1, "2": 0.5 };
  expect(multiLabelKind.said({ labels: ["joy", "2"], scores })).toEqual(["2", "joy", "not anger"]);
  expect(multiLabelKind.said({ labels: ["joy"], scores: null })).toEqual(["joy"]);
});

test("a table has labels as JSON and a column a label's probability", () => {
  const columns = multiLabelKind.columns({ labels: suite.labels, metrics: ["micro_f1"] });
  const cells = (prediction: MultiLabelPrediction) => Object.values(columns).map((cell) => cell({ ...prediction }));
  expect(Object.keys(columns)).toEqual([
    "id",
    "prediction",
    "gold",
    "correct",
    "score:joy",
    "score:anger",
    "score:2",
    "error",
  ]);
  const scores = { joy: 0.9, anger: 0.1, "2": 0.5 };
  expect(cells(judged({ labels: ["joy"], scores }))).toEqual([
    "m-1",
    '["joy"]',
    '["joy","anger"]',
    false,
    0.9,
    0.1,
    0.5,
    undefined,
  ]);
  expect(cells(judged({ error: "blank" })).slice(1, 5)).toEqual([null, '["joy","anger"]', false, undefined]);
});
