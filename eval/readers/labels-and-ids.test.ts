import { describe, expect, test } from "vitest";
import type { RowsOptions } from "../lines/line-reader.ts";
import { readNdjson } from "./read-suite.ts";

const line = (value: unknown) => `${JSON.stringify(value)}\n`;
const read = (text: string, options?: RowsOptions) => readNdjson("classification", text, options);

/** Rows with these labels as JSON spells them, and those their suite has then. */
function labelled(spelt: readonly string[], options?: RowsOptions) {
  const text = spelt.map((label, i) => `{"id":"r${i}","text_a":"a","label":${label}}\n`).join("");
  const outcome = read(text, options);
  return outcome.kind === "rows"
    ? { gold: outcome.rows.map(({ label }) => label), labels: outcome.labels }
    : outcome.errors.map(({ message }) => message);
}

describe("labels", () => {
  test("blanks around one are no part of it, and two that differ by them alone are one", () => {
    expect(labelled(['"positive "', '"\\tnegative"', '" positive"'])).toEqual({
      gold: ["positive", "negative", "positive"],
      labels: ["negative", "positive"],
    });
    expect(labelled(['" a "'], { labels: ["a", "b"] })).toEqual({ gold: ["a"], labels: ["a", "b"] });
    expect(labelled(['"a"', '"a "'])).toEqual(['every row has the label "a"; a classification suite needs two']);
  });

  test("a number that is spelt like a label is that label, and otherwise an index", () => {
    const signs = { labels: ["-1", "0", "1"] };
    expect(labelled(["0", "1", "-1", '"-1"', "1.0", "2"], signs)).toMatchObject({
      gold: ["0", "1", "-1", "-1", "1", "1"],
    });
    expect(labelled(["1", "5"], { labels: ["1", "2", "3", "4", "5"] })).toMatchObject({ gold: ["1", "5"] });
    expect(labelled(["1.0", "2"], { labels: ["1.0", "2.0"] })).toMatchObject({ gold: ["1.0", "2.0"] });
  });

  test("what is none of them is refused", () => {
    const labels = ["0", "1"];
    expect(labelled(["2"], { labels })).toEqual(["label: 2 is no index of 0, 1"]);
    expect(labelled(["0.5", "true", "null"], { labels })).toEqual(
      Array(3).fill("label: expected a label's name or index"),
    );
    expect(labelled(['"01"'], { labels })).toEqual(['label: "01" is none of 0, 1']);
    expect(labelled(["0", "1"])).toEqual([
      "label: 0 is an index, and the suite's labels are not known; name them",
      "label: 1 is an index, and the suite's labels are not known; name them",
    ]);
  });

  test("whole numbers are in the order of their values", () => {
    const spelt = ["10", "9", "0", "1", "2"].map((label) => `"${label}"`);
    expect(labelled(spelt)).toMatchObject({ labels: ["0", "1", "2", "9", "10"] });
    expect(labelled(['"1"', '"-1"', '"0"'])).toMatchObject({ labels: ["-1", "0", "1"] });
    expect(labelled(['"10"', '"9"', '"n/a"'])).toMatchObject({ labels: ["10", "9", "n/a"] });
  });

  test("behavioural tests expect labels in the same ways", () => {
    const check = { test: "t", capability: "c", type: "MFT", texts: ["a"] };
    const text = ["1", " -1 ", 0, " neutral"].map((expected, id) => line({ ...check, id: `${id}`, expect: expected }));
    const outcome = readNdjson("behavioural", text.join(""), { labels: ["-1", "0", "1"] });
    expect(outcome).toMatchObject({
      rows: [{ expect: "1" }, { expect: "-1" }, { expect: "0" }, { expect: "neutral" }],
    });
  });
});

describe("ids", () => {
  const ids = (...spelt: string[]) => {
    const outcome = read(spelt.map((id, i) => `{"id":${id},"text_a":"a","label":"${i % 2}"}\n`).join(""));
    return outcome.kind === "rows" ? outcome.rows.map(({ id }) => id) : outcome.errors.map(({ message }) => message);
  };

  test("integers are their digits, however many; strings stay as they are, blanks and all", () => {
    expect(ids("1400000000000000011", "1400000000000000012", "0", "-7", '" 7"', '"007"')).toEqual([
      "1400000000000000011",
      "1400000000000000012",
      "0",
      "-7",
      " 7",
      "007",
    ]);
  });

  test('7 and "7" are one id', () => {
    expect(ids("7", '"7"')).toEqual(['id: "7" is there twice']);
  });

  test("other numbers are refused, even where the suite would have a name for the row", () => {
    expect(ids("1.0", "1e3", "-0", "0.5")).toEqual(Array(4).fill("id: expected a string or an integer in digits"));
    const outcome = read('{"id":1.0,"text_a":"a","label":0}', { labels: ["a", "b"], idPrefix: "own" });
    expect(outcome).toMatchObject({ errors: [{ message: "id: expected a string or an integer in digits" }] });
    const ignored = read('{"id":1.0,"text_a":"a","label":0}', { labels: ["a", "b"], idPrefix: "own", ownIds: false });
    expect(ignored).toMatchObject({ rows: [{ id: "own-0" }] });
  });
});
