import { describe, expect, test } from "vitest";
import { ClassificationPrediction } from "./prediction.ts";

describe("ClassificationPrediction", () => {
  const answered = { id: "r", prediction: "a", scores: { a: 0.75, b: 0.25 }, gold: "b", correct: false };
  test("takes an answered row and one that failed", () => {
    expect(ClassificationPrediction.parse(answered)).toEqual(answered);
    const failed = { ...answered, prediction: null, scores: null, error: "too long" };
    expect(ClassificationPrediction.parse(failed)).toEqual(failed);
  });
  test("refuses scores that are no numbers, and unknown fields", () => {
    expect(ClassificationPrediction.safeParse({ ...answered, scores: { a: "0.75" } }).success).toBe(false);
    expect(ClassificationPrediction.safeParse({ ...answered, text: "x" }).success).toBe(false);
  });
});
