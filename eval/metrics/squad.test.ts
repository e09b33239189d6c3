import { expect, test } from "vitest";
import golden from "../../test/golden/squad.json" with { type: "json" };
import { squadScore } from "./squad.ts";
import { answerTokens } from "./squad-normalise.ts";

const normalised = (text: string) => answerTokens(text).join(" ");

test.each([
  ["The Kronecker-product!", "kroneckerproduct"],
  ["a  BERT-base, model.", "bertbase model"],
  ["U.S.", "us"],
  ["the", ""],
  ["theatre", "theatre"],
  ["A.N. Other", "other"],
  ["state-of-the-art", "stateoftheart"],
  ["naïve “quoted” text", "naïve “quoted” text"],
  ["año ça va", "año ça va"],
  ["“the” cat", "“ ” cat"],
])("normalises %j to %j", (text, expected) => {
  expect(normalised(text)).toBe(expected);
});

test.each([
  ["the Eiffel Tower in Paris", ["Eiffel Tower", "the tower"], false, 2 / 3],
  ["the Eiffel Tower in Paris", ["the tower"], false, 0.4],
  ["1,000 people", ["1000 people"], true, 1],
  ["state-of-the-art", ["state of the art"], false, 0],
  ["two two cats", ["two cats cats"], false, 2 / 3],
  ["", [], true, 1],
  ["Paris", [], false, 0],
  ["the", [], true, 1],
] as const)("scores %j against %j", (answer, golds, exact, f1) => {
  const score = squadScore(answer, golds);
  expect(score.exact).toBe(exact);
  expect(score.f1).toBeCloseTo(f1, 12);
});

test("gold answers that normalise to nothing are left out; where none is left, no answer is right", () => {
  expect(squadScore("", ["the", "Paris"])).toEqual({ exact: false, f1: 0 });
  expect(squadScore("", ["the", "A."])).toEqual({ exact: true, f1: 1 });
});

test("normalises as the official script does, whatever the white space, letters and marks", () => {
  expect(golden.normalised.map(({ text }) => normalised(text))).toEqual(golden.normalised.map((c) => c.normalised));
});

test("scores as the official script does", () => {
  for (const { answer, golds, exact, f1 } of golden.pairs) {
    const score = squadScore(answer, golds);
    expect(score.exact, JSON.stringify({ answer, golds })).toBe(exact === 1);
    expect(score.f1, JSON.stringify({ answer, golds })).toBeCloseTo(f1, 12);
  }
});

test("F1 is at least EM, and another gold answer never lowers a score", () => {
  for (const [i, { answer, golds }] of golden.pairs.entries()) {
    if (golds.every((gold) => normalised(gold) === "")) continue; // the next gold answer makes the question answerable
    const before = squadScore(answer, golds);
    const after = squadScore(answer, [...golds, ...golden.pairs[(i + 1) % golden.pairs.length]!.golds]);
    expect(before.f1).toBeGreaterThanOrEqual(Number(before.exact));
    expect(after.f1).toBeGreaterThanOrEqual(before.f1);
    expect(Number(after.exact)).toBeGreaterThanOrEqual(Number(before.exact));
  }
});
