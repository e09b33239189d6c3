import { expect, test } from "vitest";
import type { BehaviouralRow } from "../../../r2-assets/format/rows.ts";
import golden from "../../../test/golden/checklist.json" with { type: "json" };
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
  ["positive", [0.9], "passes"],
  ["positive", [0.9, 0.4], "fails"],
  ["negative", [0.9], "fails"],
  ["neutral", [0.5, 1 / 3, 2 / 3], "passes"],
  ["neutral", [0.5, 0.3333], "fails"],
  ["neutral", [0.6667], "fails"],
  ["positive", [0.66], "fails"],
  ["positive", [0.67], "passes"],
  ["negative", [0.34], "fails"],
  [null, [0.51, 0.9], "passes"],
  [null, [0.9, 0.4], "passes"],
  [null, [0.9, 0.33], "fails"],
] as const)("MFT %j with p of the second label %j: %j", (label, scores, met) => {
  expect(meetsExpectation(row("MFT", label), byScore([...scores]), SENTIMENT)).toBe(met);
});

test("neutral is a label like any other where the suite or the model has it", () => {
  expect(meetsExpectation(row("MFT", "neutral"), byLabel("neutral"), THREE)).toBe("passes");
  expect(meetsExpectation(row("MFT", "neutral"), byLabel("positive"), THREE)).toBe("fails");
  expect(meetsExpectation(row("MFT", "neutral"), byLabel("neutral"), SENTIMENT)).toBe("passes");
  const scores = [{ negative: 0.3, neutral: 0.2, positive: 0.5 }];
  expect(meetsExpectation(row("MFT", "neutral"), { labels: ["positive"], scores }, SENTIMENT)).toBe("fails");
  expect(meetsExpectation(row("MFT", null), byLabel("neutral"), THREE)).toBe("passes");
});

test("INV of sentiment fails when a model of two classes becomes neutral; other pairs have no middle", () => {
  expect(meetsExpectation(row("INV", null), byScore([0.9, 0.7]), SENTIMENT)).toBe("passes");
  expect(meetsExpectation(row("INV", null), byScore([0.9, 0.6]), SENTIMENT)).toBe("fails");
  expect(meetsExpectation(row("INV", null), byScore([0.6, 0.4]), SENTIMENT)).toBe("passes");
  const pair: [string, string] = ["not_duplicate", "duplicate"];
  expect(meetsExpectation(row("INV", null), byScore([0.9, 0.6], pair), pair)).toBe("passes");
  expect(meetsExpectation(row("INV", null), byScore([0.6, 0.4], pair), pair)).toBe("fails");
  const mood: [string, string] = ["bad", "good"];
  expect(meetsExpectation(row("MFT", "neutral"), byScore([0.6], mood), mood)).toBe("passes");
  expect(meetsExpectation(row("MFT", "good"), byScore([0.6], mood), mood)).toBe("passes");
});

test("INV holds every text's label against the first one's", () => {
  expect(meetsExpectation(row("INV", null), byLabel("positive", "positive", "positive"), SENTIMENT)).toBe("passes");
  expect(meetsExpectation(row("INV", null), byLabel("positive", "positive", "negative"), SENTIMENT)).toBe("fails");
  expect(meetsExpectation(row("INV", null), byLabel("positive"), SENTIMENT)).toBe("passes");
  expect(meetsExpectation(row("INV", null), byLabel("duplicate", "duplicate"), ["not_duplicate", "duplicate"])).toBe(
    "passes",
  );
});

test.each([
  ["positive", "not_less", [0.8, 0.9], "passes"],
  ["positive", "not_less", [0.8, 0.7], "passes"],
  ["positive", "not_less", [0.9, 0.81], "passes"],
  ["positive", "not_less", [0.8, 0.69], "fails"],
  ["positive", "not_less", [0.8, 0.9, 0.1], "fails"],
  ["positive", "not_more", [0.8, 0.1], "passes"],
  ["positive", "not_more", [0.2, 0.3], "passes"],
  ["positive", "not_more", [0.2, 0.31], "fails"],
  ["negative", "not_less", [0.2, 0.31], "fails"],
  ["negative", "not_more", [0.2, 0.31], "passes"],
  [null, "not_less", [0.8, 0.69], "fails"],
  [null, "not_less", [0.2, 0.31], "fails"],
  [null, "not_less", [0.2, 0.25], "passes"],
  [null, "not_more", [0.8, 0.95], "fails"],
  [null, "not_more", [0.15, 0.1], "passes"],
] as const)("DIR of %j, %s, with p of the second label %j: %s", (label, change, scores, outcome) => {
  expect(meetsExpectation(row("DIR", { label, change }), byScore([...scores]), SENTIMENT)).toBe(outcome);
});

test("a score that falls into the middle third is lost to neutral, as CheckList has it", () => {
  const asked = row("DIR", { label: "positive", change: "not_less" });
  expect(meetsExpectation(asked, byScore([0.7, 0.64]), SENTIMENT)).toBe("fails");
  expect(meetsExpectation(asked, byScore([0.7, 0.64], ["bad", "good"]), ["bad", "good"])).toBe("open");
  const good = row("DIR", { label: "good", change: "not_less" });
  expect(meetsExpectation(good, byScore([0.7, 0.64], ["bad", "good"]), ["bad", "good"])).toBe("passes");
});

test.each([
  ["a neutral original has no label to be surer of", null, "not_less", [0.5, 0.9]],
  ["nor to be less sure of", null, "not_more", [0.6, 0.9]],
  ["what is no more than the tolerance can't fall below it", "positive", "not_less", [0.05, 0]],
  ["what is so near to 1 can't rise above it", null, "not_more", [0.95, 1]],
  ["which holds for the label the first text got, too", null, "not_more", [0.05, 0]],
] as const)("left out: %s", (_, label, change, scores) => {
  expect(meetsExpectation(row("DIR", { label, change }), byScore([...scores]), SENTIMENT)).toBe("left-out");
});

test("a class of its own is neutral where the model has one", () => {
  const asked = row("DIR", { label: null, change: "not_less" });
  const answer = (...middle: number[]) => ({
    labels: middle.map((p) => (p > 0.5 ? "neutral" : "positive")),
    scores: middle.map((p) => ({ negative: 0, neutral: p, positive: 1 - p })),
  });
  expect(meetsExpectation(asked, answer(0.6, 0.1), THREE)).toBe("left-out");
  expect(meetsExpectation(asked, { labels: ["neutral", "positive"], scores: null }, THREE)).toBe("left-out");
  expect(meetsExpectation(asked, answer(0.1, 0.15), THREE)).toBe("passes");
  expect(meetsExpectation(asked, answer(0.1, 0.6), THREE)).toBe("fails");
});

test("added phrases go by the difference of two scores, from wherever it starts", () => {
  const asked = (change: "not_less" | "not_more") => row("DIR", { label: "positive", change, against: "negative" });
  expect(meetsExpectation(asked("not_less"), byScore([0.9, 0.86]), SENTIMENT)).toBe("passes");
  expect(meetsExpectation(asked("not_less"), byScore([0.9, 0.84]), SENTIMENT)).toBe("fails"); // twice 0.06
  expect(meetsExpectation(asked("not_less"), byScore([0.05, 0.01]), SENTIMENT)).toBe("passes");
  expect(meetsExpectation(asked("not_more"), byScore([0.5, 0.9]), SENTIMENT)).toBe("fails");
});

test.each([
  ["not_duplicate", [0.9, 0.2, 0.1], "passes"],
  ["not_duplicate", [0.9, 0.2, 0.8], "fails"],
  ["duplicate", [0.1, 0.8], "passes"],
  [null, [0.9, 0.8], "passes"],
  [null, [0.9, 0.2], "fails"],
] as const)("DIR becomes %j with p of duplicate %j: %j", (label, scores, met) => {
  const labels = ["not_duplicate", "duplicate"];
  const answer = { ...byScore([...scores], labels as [string, string]), scores: null };
  expect(meetsExpectation(row("DIR", { label, change: "becomes" }), answer, labels)).toBe(met);
});

test("what only scores could tell stays open", () => {
  const { labels } = byScore([0.8, 0.9]);
  for (const change of ["not_less", "not_more"] as const)
    expect(meetsExpectation(row("DIR", { label: null, change }), { labels, scores: null }, SENTIMENT)).toBe("open");
  expect(meetsExpectation(row("MFT", "neutral"), { labels, scores: null }, SENTIMENT)).toBe("open");
  expect(meetsExpectation(row("DIR", { label: "calm", change: "not_less" }), byScore([0.8, 0.9]), SENTIMENT)).toBe(
    "open",
  );
  expect(meetsExpectation(row("DIR", { label: null, change: "not_less" }), byLabel("positive"), SENTIMENT)).toBe(
    "passes",
  );
});

const PAIR = ["not_duplicate", "duplicate"];

test("neutral is asked for in a direction as anywhere", () => {
  const mood = ["bad", "good"] as [string, string];
  const becomes = row("DIR", { label: "neutral", change: "becomes" });
  expect(meetsExpectation(becomes, byScore([0.9, 0.6], mood), mood)).toBe("passes");
  expect(meetsExpectation(becomes, byLabel("good", "bad"), mood)).toBe("open");
  const from = row("DIR", { label: "good", change: "becomes", from: "neutral" });
  expect(meetsExpectation(from, byScore([0.6, 0.9], mood), mood)).toBe("passes");
  expect(meetsExpectation(from, byScore([0.9, 0.9], mood), mood)).toBe("left-out");
});

test("from: only models that gave the original this label are asked", () => {
  const asked = row("DIR", { label: "not_duplicate", change: "becomes", from: "duplicate" });
  expect(meetsExpectation(asked, byLabel("not_duplicate", "duplicate"), PAIR)).toBe("left-out");
  expect(meetsExpectation(asked, byLabel("duplicate", "not_duplicate"), PAIR)).toBe("passes");
  expect(meetsExpectation(asked, byLabel("duplicate", "duplicate"), PAIR)).toBe("fails");
});

test("a label is asked of every text, the first one too: CheckList's agg_fn=all", () => {
  expect(meetsExpectation(row("DIR", "duplicate"), byLabel("not_duplicate", "duplicate"), PAIR)).toBe("fails");
  expect(meetsExpectation(row("DIR", "duplicate"), byLabel("duplicate", "duplicate"), PAIR)).toBe("passes");
  const others = row("DIR", { label: "duplicate", change: "becomes" });
  expect(meetsExpectation(others, byLabel("not_duplicate", "duplicate"), PAIR)).toBe("passes");
});

test("INV forgives another label while the first one's score hardly moved", () => {
  const pair: [string, string] = ["not_duplicate", "duplicate"];
  expect(meetsExpectation(row("INV", null), byScore([0.54, 0.46], pair), pair)).toBe("passes");
  expect(meetsExpectation(row("INV", null), { ...byScore([0.54, 0.46], pair), scores: null }, pair)).toBe("fails");
  expect(meetsExpectation(row("INV", null), byScore([0.58, 0.46], pair), pair)).toBe("fails");
  expect(meetsExpectation(row("INV", null), byScore([0.7, 0.64]), SENTIMENT)).toBe("fails"); // 0.7 to neutral's 0.42
});

test("CheckList's own code comes to the same on random answers", () => {
  for (const { labels, type, expect: asked, cases } of golden.tests) {
    const [first, second] = labels as [string, string];
    for (const { second: scores, outcome } of cases) {
      const answer = byScore(scores, [first, second]);
      const of = { type, expect: asked } as Pick<BehaviouralRow, "type" | "expect">;
      expect({ asked, scores, outcome: meetsExpectation(of, answer, labels) }).toEqual({ asked, scores, outcome });
    }
  }
  expect(golden.tests.flatMap(({ cases }) => cases)).toHaveLength(900);
});
