import { expect, test } from "vitest";
import { parseClassificationRows } from "./classification-rows.ts";

const labels = ["negative", "positive"];
const line = (value: unknown) => `${JSON.stringify(value)}\n`;

test("labels by index or name come out by name, other keys are dropped, order is the file's", () => {
  const text =
    line({ id: "b", text_a: "warm", label: 1, source: "ours" }) +
    line({ label: "negative", text_b: "second", text_a: "dull", id: 7 });
  expect(parseClassificationRows(text, { labels })).toEqual({
    kind: "rows",
    labels,
    rows: [
      { id: "b", text_a: "warm", label: "positive" },
      { id: "7", text_a: "dull", text_b: "second", label: "negative" },
    ],
  });
});

test("without known labels the names found are the labels, sorted", () => {
  const text = ["spam", "ham", "eggs"].map((label, i) => line({ id: `${i}`, text_a: "x", label })).join("");
  expect(parseClassificationRows(text)).toMatchObject({ kind: "rows", labels: ["eggs", "ham", "spam"] });
});

test("rows without an id are numbered from 0 by their line, when the suite has a prefix", () => {
  const text = line({ text_a: "a", label: 0 }) + line({ text_a: "b", label: 1 });
  const outcome = parseClassificationRows(text, { labels, idPrefix: "mrpc-dev" });
  expect(outcome.kind === "rows" && outcome.rows.map((row) => row.id)).toEqual(["mrpc-dev-0", "mrpc-dev-1"]);
});

test("blank lines, a missing last newline and carriage returns are no rows", () => {
  const text = '{"id":"1","text_a":"a","label":0}\r\n\n{"id":"2","text_a":"","label":1}';
  expect(parseClassificationRows(text, { labels })).toMatchObject({ kind: "rows", rows: [{ id: "1" }, { id: "2" }] });
});

test.each([
  ["not JSON", "{", "malformed", "not valid JSON"],
  ["not an object", "[1]", "invalid", "Invalid input: expected object, received array"],
  [
    "text of another type",
    '{"id":"1","text_a":3,"label":0}',
    "invalid",
    "text_a: Invalid input: expected string, received number",
  ],
  ["no text", '{"id":"1","label":0}', "invalid", "text_a: Invalid input: expected string, received undefined"],
  ["a lone surrogate", '{"id":"1","text_a":"\\ud800","label":0}', "invalid", "text_a: text has a lone surrogate"],
  [
    "an unknown label",
    '{"id":"1","text_a":"a","label":"good"}',
    "invalid",
    'label: "good" is none of negative, positive',
  ],
  ["an index too far", '{"id":"1","text_a":"a","label":2}', "invalid", "label: 2 is no index of negative, positive"],
  ["a negative index", '{"id":"1","text_a":"a","label":-1}', "invalid", "label: -1 is no index of negative, positive"],
  ["no label", '{"id":"1","text_a":"a"}', "invalid", "label: expected a label's name or index"],
  ["no id", '{"text_a":"a","label":0}', "invalid", "id: missing"],
  [
    "an id too long",
    line({ id: "x".repeat(201), text_a: "a", label: 0 }),
    "invalid",
    "id: expected 1 to 200 characters",
  ],
  ["an id used before", '{"id":"0","text_a":"a","label":0}', "invalid", 'id: "0" is there twice'],
])("refuses %s, with its line", (_, bad, kind, message) => {
  const text = `{"id":"0","text_a":"fine","label":1}\n${bad}`;
  expect(parseClassificationRows(text, { labels })).toEqual({ kind: "refused", errors: [{ line: 2, kind, message }] });
});

test("refuses an index where no labels are known", () => {
  const outcome = parseClassificationRows('{"id":"1","text_a":"a","label":0}');
  expect(outcome).toMatchObject({
    kind: "refused",
    errors: [{ line: 1, message: expect.stringContaining("name them") }],
  });
});

test("refuses a suite of nothing, or of one label", () => {
  expect(parseClassificationRows("\n")).toMatchObject({ errors: [{ message: "there are no rows" }] });
  const one = parseClassificationRows('{"id":"1","text_a":"a","label":"x"}');
  expect(one).toMatchObject({ errors: [{ message: 'every row has the label "x"; a classification suite needs two' }] });
});

test("lists twenty errors at most", () => {
  const outcome = parseClassificationRows("x\n".repeat(50), { labels });
  expect(outcome.kind === "refused" && outcome.errors).toHaveLength(20);
});
