import { describe, expect, test } from "vitest";
import { ClassificationRow, canonicalRows, SuiteInfo } from "./suite.ts";

describe("canonicalRows", () => {
  test("sorts by id in code units, keys in the task's order, one line feed after each row", () => {
    const rows = [
      { label: "b", text_a: "two\nlines", id: "r-2" },
      { text_b: "right", id: "r-10", label: "a", text_a: "left" },
      { id: "R-3", text_a: "é", label: "a" },
    ];
    expect(canonicalRows(rows)).toBe(
      '{"id":"R-3","text_a":"é","label":"a"}\n' +
        '{"id":"r-10","text_a":"left","text_b":"right","label":"a"}\n' +
        '{"id":"r-2","text_a":"two\\nlines","label":"b"}\n',
    );
  });

  test("does not depend on the order of the rows, nor change it", () => {
    const rows = ["b", "a", "c"].map((id) => ({ id, text_a: "x", label: "y" }));
    expect(canonicalRows([...rows].reverse())).toBe(canonicalRows(rows));
    expect(rows.map((row) => row.id)).toEqual(["b", "a", "c"]);
  });

  test("of no rows is empty", () => {
    expect(canonicalRows([])).toBe("");
  });
});

describe("ClassificationRow", () => {
  const row = { id: "r", text_a: "x", label: "y" };
  test("takes a pair and an empty text", () => {
    expect(ClassificationRow.parse({ ...row, text_a: "", text_b: "z" })).toEqual({ ...row, text_a: "", text_b: "z" });
  });
  test.each([
    ["a lone surrogate", { ...row, text_a: "\ud800" }],
    ["a lone surrogate in the pair", { ...row, text_b: "a\udc00" }],
    ["an empty id", { ...row, id: "" }],
    ["an id of 201 characters", { ...row, id: "r".repeat(201) }],
    ["no label", { id: "r", text_a: "x" }],
    ["an unknown field", { ...row, split: "dev" }],
  ])("refuses %s", (_, bad) => {
    expect(ClassificationRow.safeParse(bad).success).toBe(false);
  });
});

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
