import { describe, expect, test } from "vitest";
import { flagOf, labelText, listOf, numberOf, partsOf, shortly } from "./cells.ts";

describe("a list in a cell is read", () => {
  test.each([
    ["as JSON has it", '["a", "b\\n", "\\u00e9"]', ["a", "b\n", "é"]],
    ["as Python prints it", `['it', "it's", 'b"']`, ["it", "it's", 'b"']],
    ["as NumPy prints it", "['a' 'b'\n 'c']", ["a", "b", "c"]],
    ["of numbers", "[0, 12]", ["0", "12"]],
    ["of nothing", "[]", []],
  ])("%s", (_, cell, list) => expect(listOf(cell)).toEqual(list));

  test.each([["a, b"], ["[a"], ["[[1], [2]]"], ["['a' b]c"], [7], [[{ a: 1 }]], [null]])(
    "not where there is none: %j",
    (cell) => {
      expect(listOf(cell)).toBeNull();
    },
  );
});

test("numbers are numbers as text, too", () => {
  expect([numberOf("1.5"), numberOf(" 2 "), numberOf("1e3"), numberOf(true)]).toEqual([1.5, 2, 1000, 1]);
  expect([numberOf(""), numberOf("x"), numberOf("1,5"), numberOf(null), numberOf("NaN")]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("yes and no in the spellings of pandas and JSON", () => {
  expect(["1", "0.0", "True", "FALSE", 1, false].map(flagOf)).toEqual([true, false, true, false, true, false]);
  expect(["2", "yes", ""].map(flagOf)).toEqual([null, null, null]);
});

test("labels lose blanks and the .0 of a column with gaps, and nothing else", () => {
  expect([" a b ", "3.0", 3, "3.5", "v2.0", true].map(labelText)).toEqual(["a b", "3", "3", "3.5", "v2.0", "true"]);
});

test("parts between separators", () => expect(partsOf(" a | b||c ", "|")).toEqual(["a", "b", "c"]));

test("a long text is cut between characters", () => {
  expect(shortly("a  b\nc")).toBe('"a b c"');
  expect(shortly("😀".repeat(60), 3)).toBe('"😀😀…"');
});
