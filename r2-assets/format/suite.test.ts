import { describe, expect, test } from "vitest";
import { SuiteInfo } from "./suite.ts";

describe("SuiteInfo", () => {
  const info = {
    id: "glue/sst2",
    task: "text-classification",
    labels: ["negative", "positive"],
    rows: 872,
    metrics: ["accuracy"],
    sha256: "a".repeat(64),
    licence: "unknown",
    source: "GLUE",
    visibility: "public",
  };
  test("takes a suite with and without labels or a label map", () => {
    expect(SuiteInfo.parse(info)).toEqual(info);
    const { labels: _, ...unlabelled } = info;
    expect(SuiteInfo.parse(unlabelled)).toEqual(unlabelled);
    expect(SuiteInfo.safeParse({ ...info, label_map: { neutral: "negative" } }).success).toBe(true);
  });
  test.each([
    ["one label", { labels: ["only"] }],
    ["no metric, for the first is the primary one", { metrics: [] }],
    ["an unknown metric", { metrics: ["bleu"] }],
    ["no rows", { rows: 0 }],
    ["an unknown visibility", { visibility: "secret" }],
  ])("refuses %s", (_, change) => {
    expect(SuiteInfo.safeParse({ ...info, ...change }).success).toBe(false);
  });
});
