import { describe, expect, test } from "vitest";
import { ClassificationPrediction, RunRecord } from "./run.ts";

const record = {
  id: "run-2026-0001",
  suite: "glue/sst2",
  suite_sha256: "a".repeat(64),
  rows: 872,
  model: "sst2-teacher",
  version: "0123456789ab",
  method: "teacher",
  runtime: "ort",
  metrics: { accuracy: { value: 0.9, ci95: [0.88, 0.92] } },
  primary: "accuracy",
  errors: 0,
  created_at: "2026-01-02T03:04:05Z",
  code: "abcdef0",
};

describe("RunRecord", () => {
  test("takes a model's run", () => {
    expect(RunRecord.parse(record)).toEqual(record);
  });

  test("takes a submission, which has no artefact, and figures that are undefined", () => {
    const submission = { ...record, model: "external/gpt", version: null, method: null, runtime: null };
    const undefinedFigure = { ...submission, metrics: { accuracy: { value: null, ci95: null } } };
    expect(RunRecord.parse(undefinedFigure)).toEqual(undefinedFigure);
  });

  test.each([
    ["an unknown metric", { metrics: { bleu: { value: 1, ci95: null } } }],
    ["an interval of three", { metrics: { accuracy: { value: 1, ci95: [0, 1, 2] } } }],
    ["a date without a time", { created_at: "2026-01-02" }],
    ["a limit of 0", { limit: 0 }],
    ["an unknown runtime", { runtime: "gpu" }],
    ["an unknown field", { note: "" }],
  ])("refuses %s", (_, change) => {
    expect(RunRecord.safeParse({ ...record, ...change }).success).toBe(false);
  });
});

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
