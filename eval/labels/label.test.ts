import { describe, expect, test } from "vitest";
import { inLabelOrder, type Label, labelOfText, labelSpelt, readLabel } from "./label.ts";

const sentiment = ["negative", "positive"];
const stars = ["1", "2", "3", "4", "5"];
const signs = ["-1", "0", "1"];

test.each<[Label, readonly string[], string | undefined]>([
  ["positive", sentiment, "positive"],
  ["positive ", sentiment, "positive"],
  ["\t positive\r", sentiment, "positive"],
  ["Positive", sentiment, undefined],
  [1, sentiment, "positive"],
  [2, sentiment, undefined],
  [-1, sentiment, undefined],
  [0.5, sentiment, undefined],
  [1, stars, "1"],
  [5, stars, "5"],
  [6, stars, undefined],
  ["1", stars, "1"],
  ["01", stars, undefined],
  [0, signs, "0"],
  [-1, signs, "-1"],
  [1, signs, "1"],
  // Of these numbers JSON keeps the value alone.
  [1, ["1.0", "2.0"], "1.0"],
  [10, ["01", "02", "10"], "10"],
  [1, ["01", "02", "10"], "01"],
  [0.5, ["0.5", "1.5"], "0.5"],
  // Two labels of one value: the one that is spelt so, else neither is meant and it is an index.
  [1, ["01", "1"], "1"],
  [1, ["1.0", "01"], "01"],
  // A string is a name: names that are no label are not taken for an index.
  ["1", sentiment, undefined],
  // Labels that were stored with blanks around them are found, too; as they are written if there are several.
  ["a", ["a ", "b"], "a "],
  [" a", ["a", " a"], " a"],
])("%j among %j is %j", (written, labels, label) => {
  expect(readLabel(written, labels)).toBe(label);
});

test("blanks inside a label are part of it", () => {
  expect(labelSpelt("not  so", ["not so"])).toBeUndefined();
});

describe("a text without a type", () => {
  test.each<[string, readonly string[], Label]>([
    ["1", sentiment, 1],
    [" 1", sentiment, 1],
    ["1.0", sentiment, 1],
    ["0.5", sentiment, 0.5],
    ["1", stars, "1"],
    ["1.0", stars, 1],
    ["01", sentiment, "01"],
    ["-1", signs, "-1"],
    ["+1", sentiment, "+1"],
    ["0x1", sentiment, "0x1"],
    ["", sentiment, ""],
    ["positive ", sentiment, "positive "],
    ["9007199254740993", sentiment, "9007199254740993"],
  ])("%j among %j is %j", (text, labels, label) => {
    expect(labelOfText(text, labels)).toBe(label);
  });
});

test("whole numbers are in the order of their values, all else in that of code units", () => {
  expect(inLabelOrder(["10", "2", "1", "0"])).toEqual(["0", "1", "2", "10"]);
  expect(inLabelOrder(["1", "0", "-1"])).toEqual(["-1", "0", "1"]);
  expect(inLabelOrder(["+1", "-10", "-9", "0"])).toEqual(["-10", "-9", "0", "+1"]);
  expect(inLabelOrder(["9007199254740993", "9007199254740992"])).toEqual(["9007199254740992", "9007199254740993"]);
  expect(inLabelOrder(["1", "01"])).toEqual(["01", "1"]);
  expect(inLabelOrder(["10", "9", "ten"])).toEqual(["10", "9", "ten"]);
  expect(inLabelOrder(["spam", "Ham"])).toEqual(["Ham", "spam"]);
});
