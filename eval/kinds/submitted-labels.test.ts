import { describe, expect, test } from "vitest";
import type { BehaviouralRow, ClassificationRow } from "../../r2-assets/format/rows.ts";
import { behaviouralKind } from "./behavioural/index.ts";
import { classificationKind } from "./classification/index.ts";

const row: ClassificationRow = { id: "r", text_a: "a", label: "0" };
const classified = (item: object, labels: string[]) =>
  classificationKind.submitted({ id: "r", ...item }, row, { id: "own/s", labels });

const signs = ["-1", "0", "1"];
const sentiment = ["negative", "positive"];

test.each<[object, string[], string]>([
  [{ label: 0 }, signs, "0"],
  [{ label: -1 }, signs, "-1"],
  [{ label: 1 }, signs, "1"],
  [{ label: "-1 " }, signs, "-1"],
  [{ label: 2 }, signs, "1"],
  [{ label: 10 }, ["0", "1", "2", "10"], "10"],
  [{ label: 4 }, ["1", "2", "3", "4", "5"], "4"],
  [{ label: 1 }, ["1.0", "2.0"], "1.0"],
  [{ label: "positive " }, sentiment, "positive"],
  [{ label: 1 }, sentiment, "positive"],
])("%j among %j is %s", (item, labels, label) => {
  expect(classified(item, labels)).toEqual({ label, scores: null });
});

test("what means none of the labels is refused", () => {
  expect(classified({ label: "01" }, signs)).toBe('label: "01" is none of -1, 0, 1');
  expect(classified({ label: "1" }, sentiment)).toBe('label: "1" is none of negative, positive');
  expect(classified({ label: 3 }, signs)).toBe("label: 3 is none of -1, 0, 1");
  expect(classified({ label: true }, ["false", "true"])).toBe("label: expected a label's name or index");
});

describe("keys of scores are labels as well", () => {
  test.each<[Record<string, number>, string[], Record<string, number>]>([
    [{ "positive ": 0.75, " negative": 0.25 }, sentiment, { positive: 0.75, negative: 0.25 }],
    [{ "0": 0.25, "1": 0.75 }, sentiment, { negative: 0.25, positive: 0.75 }],
    [{ "0": 0.25, "1": 0.75 }, ["1", "0"], { "0": 0.25, "1": 0.75 }],
    [{ "-1": 0.5, "0": 0.25, "1": 0.25 }, signs, { "-1": 0.5, "0": 0.25, "1": 0.25 }],
  ])("%j of %j", (given, labels, scores) => {
    expect(classified({ scores: given }, labels)).toMatchObject({ scores });
  });

  test("two that mean one label are refused", () => {
    expect(classified({ scores: { positive: 0.5, "positive ": 0.5 } }, sentiment)).toBe(
      'scores: "positive" is there twice',
    );
    expect(classified({ scores: { "0": 0.5, "1": 0.5 } }, ["1", "2"])).toBe('scores: "1" is there twice');
  });
});

test("behavioural rows: labels and keys likewise, and neutral has no index", () => {
  const tested: BehaviouralRow = {
    id: "b",
    test: "t",
    type: "INV",
    capability: "c",
    texts: [["a"], ["b"]],
    expect: null,
  };
  const submitted = (item: object, labels = sentiment) =>
    behaviouralKind.submitted({ id: "b", ...item }, tested, { id: "own/s", labels });
  expect(submitted({ labels: ["positive ", " neutral"] })).toEqual({ labels: ["positive", "neutral"], scores: null });
  expect(submitted({ labels: [1, 0] }, ["1", "0"])).toEqual({ labels: ["1", "0"], scores: null });
  expect(submitted({ labels: [0, 2] })).toBe("labels.1: 2 is none of negative, positive, neutral");
  expect(submitted({ labels: [0, 0.5] })).toBe("labels.1: expected a label's name or index");
  const keyed = [
    { "0": 0.25, "1": 0.75 },
    { "negative ": 0.5, " positive": 0.25, "neutral ": 0.25 },
  ];
  expect(submitted({ scores: keyed })).toEqual({
    labels: ["positive", "negative"],
    scores: [
      { negative: 0.25, positive: 0.75 },
      { negative: 0.5, positive: 0.25, neutral: 0.25 },
    ],
  });
  const three = { "0": 0.25, "1": 0.5, "2": 0.25 };
  expect(submitted({ scores: [three, three] })).toBe('scores.0: "2" is none of negative, positive');
});
