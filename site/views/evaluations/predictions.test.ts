import { expect, test } from "vitest";
import { confidenceOf, inCell, inList, isShown } from "./predictions.ts";

test.each([
  ["positive", "positive"],
  [4.71447, "4.714"],
  ["", "no answer"],
  [[], "no answer"],
  [null, "–"],
  [undefined, "–"],
  [[12, 20], "12 to 20"],
  [["B-LOC", "O"], "B-LOC O"],
  [["Denver", "Denver"], "Denver"],
  [["Denver", "Denver, Colorado", "Denver"], "Denver / Denver, Colorado"],
  [{ kind: "same" }, '{"kind":"same"}'],
])("%j is shown as %s", (value, shown) => {
  expect(inCell(value)).toBe(shown);
});

test("labels of a text stand in a list, and none is no label", () => {
  expect([["joy", "anger"], [], null].map(inList)).toEqual(["joy, anger", "no label", "–"]);
});

test("a row that failed is wrong, too; one that is left out is neither", () => {
  const row = { id: "1", prediction: null, scores: null };
  const failed = { ...row, correct: false, error: "too long" };
  expect([isShown(failed, "wrong"), isShown(failed, "failed"), isShown(failed, "right")]).toEqual([true, true, false]);
  const leftOut = { ...row, correct: null };
  expect([isShown(leftOut, "all"), isShown(leftOut, "wrong"), isShown(leftOut, "right")]).toEqual([true, false, false]);
});

test("confidence is that of the label that was said", () => {
  const scores = { negative: 0.2, positive: 0.8 };
  expect(confidenceOf({ id: "1", prediction: "positive", scores })).toBe(0.8);
  expect(confidenceOf({ id: "1", prediction: 3.2, scores: null })).toBeNull();
  expect(confidenceOf({ id: "1", prediction: ["O"], scores: null })).toBeNull();
});
