import { expect, test } from "vitest";
import { conllItems } from "../readers/formats/conll.ts";
import { readItems, readNdjson } from "../readers/read-suite.ts";

const line = (value: unknown) => `${JSON.stringify(value)}\n`;
const tagged = (...rows: string[][]) =>
  rows.map((tags, i) => line({ id: `${i}`, tokens: tags.map(() => "w"), tags })).join("");

test("rows come out as IOB2, the labels too, and the scheme is told", () => {
  expect(readNdjson("tagging", tagged(["B-A", "E-A", "S-A"], ["O", "S-B"]))).toMatchObject({
    rows: [{ tags: ["B-A", "I-A", "B-A"] }, { tags: ["O", "B-B"] }],
    labels: ["B-A", "B-B", "I-A", "O"],
    tag_scheme: "BIOES",
  });
});

test("an I- that opens a span in IOB2 is repaired and counted, in CoNLL, too", () => {
  const text = "Ada\tB-PER\nin\tO\nNew\tI-LOC\nYork\tI-LOC\n\nBonn\tI-LOC\n";
  expect(readItems("tagging", conllItems(text), { idPrefix: "own" })).toMatchObject({
    rows: [{ tags: ["B-PER", "O", "B-LOC", "I-LOC"] }, { tags: ["B-LOC"] }],
    tag_scheme: "IOB2",
    repaired_spans: 2,
  });
});

test("tags may stay as written, and mean the same to the next reader", () => {
  const text = tagged(["B-A", "I-A", "O", "I-B"]);
  const options = { labels: ["B-A", "B-B", "I-A", "O"] };
  expect(readNdjson("tagging", text, { ...options, tagsAsWritten: true })).toMatchObject({
    rows: [{ tags: ["B-A", "I-A", "O", "I-B"] }],
    repaired_spans: 1,
  });
  expect(readNdjson("tagging", text, options)).toMatchObject({ rows: [{ tags: ["B-A", "I-A", "O", "B-B"] }] });
});

test("white space around tags is none of theirs", () => {
  expect(readNdjson("tagging", tagged([" B-A", "I-A ", "O\t"]))).toMatchObject({
    rows: [{ tags: ["B-A", "I-A", "O"] }],
  });
});

test("two spellings in one suite are refused, with the line and the tag", () => {
  const text = tagged(["S-A"], ["O"], ["B-A", "L-A"]);
  expect(readNdjson("tagging", text)).toEqual({
    kind: "refused",
    errors: [{ line: 3, kind: "invalid", message: 'tags.1: "L-A" is BILOU, and "S-A" before it BIOES' }],
  });
});

test("a suite in which nothing can be found is refused, its labels known or not", () => {
  const labels = ["B-A", "I-A", "O"];
  for (const options of [{}, { labels }])
    expect(readNdjson("tagging", tagged(["O", "O"], ["O"]), options)).toMatchObject({
      errors: [{ line: 0, message: 'every token has the tag "O"; a tagging suite needs two' }],
    });
  const slots = ["x", "y"].map((label, i) => line({ id: `${i}`, text_a: "go on", label, slots: ["O", "O"] })).join("");
  expect(readNdjson("classification", slots)).toMatchObject({
    errors: [{ line: 0, message: "every slot is O, so that none can be found; leave the slots out" }],
  });
});
