import { expect, test } from "vitest";
import { guardCell, unguardCell } from "./csv-cell.ts";

test("formulas are marked, numbers and plain text are not", () => {
  expect(["=1+2", "@cmd", "-x", "-", "\t1+1", "-1", "+2.5", "a=b", "'tis", ""].map(guardCell)).toEqual([
    "'=1+2",
    "'@cmd",
    "'-x",
    "'-",
    "'\t1+1",
    "-1",
    "+2.5",
    "a=b",
    "'tis",
    "",
  ]);
});

test("the mark comes off again; an apostrophe that is no mark stays", () => {
  expect(["'=1+2", "'tis", "'-1", "''", "'"].map(unguardCell)).toEqual(["=1+2", "'tis", "'-1", "''", "'"]);
});

test("what is written is read as it was, for every text of these characters", () => {
  const alphabet = ["'", "=", "+", "-", "@", "\t", "\r", "1", "a", " "];
  let texts = [""];
  for (let length = 0; length <= 5; length++) {
    expect(texts.filter((text) => unguardCell(guardCell(text)) !== text)).toEqual([]);
    // No cell starts a formula, numbers aside.
    expect(texts.map(guardCell).filter((cell) => /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)))).toEqual([]);
    texts = texts.flatMap((text) => alphabet.map((character) => text + character));
  }
});
