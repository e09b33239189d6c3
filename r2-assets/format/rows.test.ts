import { describe, expect, test } from "vitest";
import { ClassificationRow, canonicalRows } from "./rows.ts";

describe("canonicalRows", () => {
  test("sorts by id in code units, keys in the task's order, one line feed after each row", () => {
    const rows = [
      { label: "b", text_a: "two\nlines", id: "r-2" },
      { text_b: "right", id: "r-10", label: "a", text_a: "left" },
      { id: "R-3", text_a: "é", label: "a" },
    ];
    expect(canonicalRows("classification", rows)).toBe(
      '{"id":"R-3","text_a":"é","label":"a"}\n' +
        '{"id":"r-10","text_a":"left","text_b":"right","label":"a"}\n' +
        '{"id":"r-2","text_a":"two\\nlines","label":"b"}\n',
    );
  });

  test("does not depend on the order of the rows, nor change it", () => {
    const rows = ["b", "a", "c"].map((id) => ({ id, text_a: "x", label: "y" }));
    expect(canonicalRows("classification", [...rows].reverse())).toBe(canonicalRows("classification", rows));
    expect(rows.map((row) => row.id)).toEqual(["b", "a", "c"]);
  });

  test("of no rows is empty", () => {
    expect(canonicalRows("classification", [])).toBe("");
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
