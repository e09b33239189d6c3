import { describe, expect, test } from "vitest";
import { RunRecord } from "./run.ts";

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

  test("takes what the card says of a model that may not be where the run is", () => {
    const teacher = { id: "sst2-teacher", version: "0123456789ab", parameters: 22_566_146, bytes: 22_883_768 };
    const told = { ...record, parameters: 1_160_378, bytes: 1_300_000, teacher };
    expect(RunRecord.parse(told)).toEqual(told);
    expect(RunRecord.parse({ ...told, teacher: null }).teacher).toBeNull();
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
