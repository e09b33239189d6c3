import { expect, test } from "vitest";
import type { BehaviouralRow } from "../../r2-assets/format/rows.ts";
import { meetsExpectation } from "./expectation.ts";

const SENTIMENT = ["negative", "positive"];
const THREE = ["negative", "neutral", "positive"];

/** Answers of a two-class model by its probability of the second label. */
const byScore = (scores: number[], [first, second] = SENTIMENT as [string, string]) => ({
  labels: scores.map((p) => (p > 0.5 ? second : first)),
  scores: scores.map((p) => ({ [first]: 1 - p, [second]: p })),
});
const byLabel = (...labels: string[]) => ({ labels, scores: null });
const row = (type: BehaviouralRow["type"], expect: BehaviouralRow["expect"]) => ({ type, expect });

test.each([
  ["positive", [0.9], true],
  ["positive", [0.9, 0.4], false],
  ["negative", [0.9], false],
  ["neutral", [0.5, 1 / 3, 2 / 3], true],
  ["neutral", [0.5, 0.3333], false],
  ["neutral", [0.6667], false],
  ["positive", [0.66], false],
  ["positive", [0.67], true],
  ["negative", [0.34], false],
  [null, [0.51, 0.9], true],
  [null, [0.9, 0.4], true],
  [null, [0.9, 0.33], false],
] as const)("MFT %j with p of the second label %j: %j", (label, scores, met) => {
  expect(meetsExpectation(row("MFT", label), byScore([...scores]), SENTIMENT)).toBe(met);
});

test("neutral is a label like any other where the suite or the model has it", () => {
  expect(meetsExpectation(row("MFT", "neutral"), byLabel("neutral"), THREE)).toBe(true);
  expect(meetsExpectation(row("MFT", "neutral"), byLabel("positive"), THREE)).toBe(false);
  expect(meetsExpectation(row("MFT", "neutral"), byLabel("neutral"), SENTIMENT)).toBe(true);
  const scores = [{ negative: 0.3, neutral: 0.2, positive: 0.5 }];
  expect(meetsExpectation(row("MFT", "neutral"), { labels: ["positive"], scores }, SENTIMENT)).toBe(false);
  expect(meetsExpectation(row("MFT", null), byLabel("neutral"), THREE)).toBe(true);
});

test("INV of sentiment fails when a model of two classes becomes neutral; other pairs have no middle", () => {
  expect(meetsExpectation(row("INV", null), byScore([0.9, 0.7]), SENTIMENT)).toBe(true);
  expect(meetsExpectation(row("INV", null), byScore([0.9, 0.6]), SENTIMENT)).toBe(false);
  expect(meetsExpectation(row("INV", null), byScore([0.6, 0.4]), SENTIMENT)).toBe(true);
  const pair: [string, string] = ["not_duplicate", "duplicate"];
  expect(meetsExpectation(row("INV", null), byScore([0.9, 0.6], pair), pair)).toBe(true);
  expect(meetsExpectation(row("INV", null), byScore([0.6, 0.4], pair), pair)).toBe(false);
  const mood: [string, string] = ["bad", "good"];
  expect(meetsExpectation(row("MFT", "neutral"), byScore([0.6], mood), mood)).toBe(true);
  expect(meetsExpectation(row("MFT", "good"), byScore([0.6], mood), mood)).toBe(true);
});

test("INV holds every text's label against the first one's", () => {
  expect(meetsExpectation(row("INV", null), byLabel("positive", "positive", "positive"), SENTIMENT)).toBe(true);
  expect(meetsExpectation(row("INV", null), byLabel("positive", "positive", "negative"), SENTIMENT)).toBe(false);
  expect(meetsExpectation(row("INV", null), byLabel("positive"), SENTIMENT)).toBe(true);
  expect(meetsExpectation(row("INV", null), byLabel("duplicate", "duplicate"), ["not_duplicate", "duplicate"])).toBe(
    true,
  );
});

test.each([
  ["positive", "not_less", [0.8, 0.9], true],
  ["positive", "not_less", [0.8, 0.7], true],
  ["positive", "not_less", [0.4, 0.3], true],
  ["positive", "not_less", [0.8, 0.69], false],
  ["positive", "not_less", [0.8, 0.9, 0.1], false],
  ["positive", "not_more", [0.8, 0.1], true],
  ["positive", "not_more", [0.3, 0.4], true],
  ["positive", "not_more", [0.3, 0.41], false],
  ["negative", "not_less", [0.2, 0.31], false],
  ["negative", "not_more", [0.2, 0.31], true],
  [null, "not_less", [0.8, 0.69], false],
  [null, "not_less", [0.2, 0.31], false],
  [null, "not_less", [0.2, 0.25], true],
  [null, "not_more", [0.8, 0.95], false],
  [null, "not_more", [0.05, 0], true],
] as const)("DIR of %j, %s, with p of the second label %j: %j", (label, change, scores, met) => {
  expect(meetsExpectation(row("DIR", { label, change }), byScore([...scores]), SENTIMENT)).toBe(met);
});

test.each([
  ["not_duplicate", [0.9, 0.2, 0.1], true],
  ["not_duplicate", [0.9, 0.2, 0.8], false],
  ["duplicate", [0.1, 0.8], true],
  [null, [0.9, 0.8], true],
  [null, [0.9, 0.2], false],
] as const)("DIR becomes %j with p of duplicate %j: %j", (label, scores, met) => {
  const labels = ["not_duplicate", "duplicate"];
  const answer = { ...byScore([...scores], labels as [string, string]), scores: null };
  expect(meetsExpectation(row("DIR", { label, change: "becomes" }), answer, labels)).toBe(met);
});

test("what only scores could tell stays open", () => {
  const { labels } = byScore([0.8, 0.9]);
  for (const change of ["not_less", "not_more"] as const)
    expect(meetsExpectation(row("DIR", { label: null, change }), { labels, scores: null }, SENTIMENT)).toBeNull();
  expect(meetsExpectation(row("MFT", "neutral"), { labels, scores: null }, SENTIMENT)).toBeNull();
  expect(
    meetsExpectation(row("DIR", { label: "calm", change: "not_less" }), byScore([0.8, 0.9]), SENTIMENT),
  ).toBeNull();
  expect(meetsExpectation(row("DIR", { label: null, change: "not_less" }), byLabel("positive"), SENTIMENT)).toBe(true);
});

test("a score so near the end that it can't move by the margin passes", () => {
  expect(meetsExpectation(row("DIR", { label: "positive", change: "not_less" }), byScore([0.05, 0]), SENTIMENT)).toBe(
    true,
  );
});
