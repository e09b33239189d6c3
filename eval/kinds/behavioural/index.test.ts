import { expect, test } from "vitest";
import type { BehaviouralRow } from "../../../r2-assets/format/rows.ts";
import { plainValue } from "../../statistics/statistic.ts";
import { behaviouralKind as kind } from "./index.ts";

const suite = { id: "checklist/sentiment", labels: ["negative", "positive"] };
const mft = (id: string, expected: string | null, ...texts: string[]): BehaviouralRow => ({
  id,
  test: "single words",
  type: "MFT",
  capability: "Vocabulary",
  texts: texts.map((text) => [text] as [string]),
  expect: expected,
});
const inv: BehaviouralRow = {
  id: "i",
  test: "typos",
  type: "INV",
  capability: "Robustness",
  texts: [["a fine film"], ["a fien film"]],
  expect: null,
};
const dir: BehaviouralRow = { ...inv, id: "d", type: "DIR", expect: { label: "positive", change: "not_less" } };

test("the line a row leaves behind tells the test, the answers and whether the expectation was met", () => {
  const scores = [{ negative: 0.1, positive: 0.9 }];
  const judged = kind.judge(mft("m", "positive", "fine"), { labels: ["positive"], scores }, suite);
  expect(kind.prediction.parse(judged)).toEqual({
    id: "m",
    test: "single words",
    type: "MFT",
    capability: "Vocabulary",
    prediction: ["positive"],
    scores,
    gold: "positive",
    correct: true,
  });
  expect(kind.judge(dir, { labels: ["positive", "negative"], scores: null }, suite)).toMatchObject({
    prediction: null,
    scores: null,
    correct: false,
    error: expect.stringMatching(/^needs scores/),
  });
  expect(kind.judge(inv, { error: "blank" }, suite)).toMatchObject({
    prediction: null,
    correct: false,
    error: "blank",
  });
});

test("failure rates over all rows, by type, by capability and by test; a row without an answer fails", () => {
  const tally = kind.tally(suite);
  const labels = (...given: string[]) => ({ labels: given, scores: null });
  tally.add(kind.judge(mft("1", "positive", "fine"), labels("positive"), suite));
  tally.add(kind.judge(mft("2", "positive", "good"), labels("negative"), suite));
  tally.add(kind.judge({ ...mft("3", null, "so so"), test: "neutral words" }, labels("positive"), suite));
  tally.add(kind.judge(inv, labels("positive", "negative"), suite));
  tally.add(kind.judge(dir, { error: "blank" }, suite));

  expect([tally.rows, tally.errors]).toEqual([5, 1]);
  expect(plainValue(tally.statistic("failure_rate")!)).toBe(3 / 5);
  expect(tally.statistic("accuracy")).toBeNull();
  expect(
    tally.slices().map(({ by, value, rows, statistics }) => [by, value, rows, plainValue(statistics.failure_rate!)]),
  ).toEqual([
    ["type", "DIR", 1, 1],
    ["type", "INV", 1, 1],
    ["type", "MFT", 3, 1 / 3],
    ["capability", "Robustness", 2, 1],
    ["capability", "Vocabulary", 3, 1 / 3],
    ["test", "neutral words", 1, 0],
    ["test", "single words", 2, 1 / 2],
    ["test", "typos", 2, 1],
  ]);
});

test("a row that asks nothing of the model neither passes nor fails; it is counted apart", () => {
  const reducer: BehaviouralRow = { ...dir, expect: { label: null, change: "not_more" } };
  const scored = (...p: number[]) => ({
    labels: p.map((x) => (x > 0.5 ? "positive" : "negative")),
    scores: p.map((x) => ({ negative: 1 - x, positive: x })),
  });
  const neutral = kind.judge(reducer, scored(0.5, 0.9), suite);
  expect(kind.prediction.parse(neutral)).toMatchObject({
    ...{ prediction: ["negative", "positive"], correct: null, left_out: true },
  });
  const tally = kind.tally(suite);
  for (const judged of [neutral, kind.judge(reducer, scored(0.8, 0.7), suite)]) tally.add(judged);
  expect([tally.rows, tally.leftOut, tally.errors]).toEqual([1, 1, 0]);
  expect(plainValue(tally.statistic("failure_rate")!)).toBe(0);
  expect(tally.slices().map(({ by, rows }) => [by, rows])).toEqual([
    ["type", 1],
    ["capability", 1],
    ["test", 1],
  ]);
});

test("of tests that ask nothing of the model there is no failure rate", () => {
  const tally = kind.tally(suite);
  const of = { type: "DIR", capability: "c", test: "t", scores: null, gold: null } as const;
  tally.add({ id: "1", ...of, prediction: ["neutral", "positive"], correct: null, left_out: true });
  expect(plainValue(tally.statistic("failure_rate")!)).toBeNull();
});

test("labels may be submitted by name or index, or follow from the scores", () => {
  expect(kind.submitted({ id: "i", labels: [1, "negative"] }, inv, suite)).toEqual({
    labels: ["positive", "negative"],
    scores: null,
  });
  const scores = [
    { negative: 0.4, positive: 0.6 },
    { negative: 0.5, positive: 0.5 },
  ];
  expect(kind.submitted({ id: "i", scores }, inv, suite)).toEqual({ labels: ["positive", "negative"], scores });
  expect(kind.submitted({ id: "i", scores, labels: [0, 0] }, inv, suite)).toEqual({
    labels: ["negative", "negative"],
    scores,
  });
});

test("a classifier of sentiment may have a neutral class that the suite lacks; others may not", () => {
  const row = mft("m", "neutral", "a table");
  const scores = [{ negative: 0.2, neutral: 0.5, positive: 0.3 }];
  const answer = kind.submitted({ id: "m", scores }, row, suite);
  expect(answer).toEqual({ labels: ["neutral"], scores });
  expect(kind.judge(row, answer as Exclude<typeof answer, string>, suite).correct).toBe(true);
  const qqp = { id: "checklist/qqp", labels: ["not_duplicate", "duplicate"] };
  expect(kind.submitted({ id: "m", labels: ["neutral"] }, row, qqp)).toBe(
    'labels.0: "neutral" is none of not_duplicate, duplicate',
  );
});

test.each([
  [{ id: "i" }, "expected labels or scores"],
  [{ id: "i", labels: ["positive"] }, "expected 2 entries, one a text, not 1"],
  [{ id: "i", scores: [] }, "expected 2 entries, one a text, not 0"],
  [{ id: "i", labels: ["positive", "good"] }, 'labels.1: "good" is none of negative, positive, neutral'],
  [{ id: "i", labels: [0, 2] }, "labels.1: 2 is none of negative, positive, neutral"],
  [{ id: "i", labels: [0, {}] }, /^labels\.1: /],
  [{ id: "i", labels: [0, 1], scores: [{ negative: 1, positive: 0 }] }, "expected 2 entries, one a text, not 1"],
  [
    {
      id: "i",
      scores: [
        { negative: 1, positive: 0 },
        { negative: 0.8, positive: 0.9 },
      ],
    },
    "scores.1: they sum to 1.7, not to 1",
  ],
  [{ id: "i", scores: [{ positive: 1 }, { negative: 1, positive: 0 }] }, 'scores.0: "negative" has none'],
])("refuses %j as an answer", (item, message) => {
  expect(kind.submitted(item, inv, suite)).toMatch(message);
});
