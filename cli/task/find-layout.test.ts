import { describe, expect, test } from "vitest";
import type { Brought } from "./brought.ts";
import { findLayout } from "./find-layout.ts";
import type { LayoutOptions } from "./layout.ts";

/** A file of 24 rows, by what each column has in a row. */
function brought(columns: Record<string, (i: number) => unknown>, changes: Partial<Brought> = {}): Brought {
  const rows = Array.from({ length: 24 }, (_, i) => ({
    line: i + 2,
    cells: new Map(Object.entries(columns).map(([name, cell]) => [name, cell(i)])),
  }));
  return {
    ...{ path: "a.csv", file: "a.csv", sha256: "0".repeat(64), counts: "line", notes: [] },
    ...{ columns: Object.keys(columns), classNames: new Map(), rows },
    ...changes,
  };
}
const layout = (
  columns: Record<string, (i: number) => unknown>,
  options: LayoutOptions = {},
  changes: Partial<Brought> = {},
) => findLayout(brought(columns, changes), options);

const text = (i: number) => `the words of row ${i}`;
const other = (i: number) => `another text, number ${i}`;
const intent = (i: number) => ["play", "weather", "alarm"][i % 3];

describe("columns are found by well-known titles", () => {
  test.each<[string, Record<string, (i: number) => unknown>, object]>([
    [
      "a text and a label",
      { Utterance: text, Intent: intent },
      { kind: "classification", columns: { text_a: "Utterance", label: "Intent" } },
    ],
    [
      "a pair",
      { premise: text, hypothesis: other, label: intent },
      { columns: { text_a: "premise", text_b: "hypothesis", label: "label" } },
    ],
    [
      "a score",
      { sentence1: text, sentence2: other, score: (i) => `${i / 5}` },
      { kind: "regression", columns: { label: "score" } },
    ],
    [
      "lists of labels",
      { text, labels: (i) => [intent(i), "all"] },
      { kind: "multi-label", columns: { labels: "labels" } },
    ],
    [
      "words and tags",
      { tokens: () => ["a", "b"], ner_tags: () => ["O", "B-X"] },
      { kind: "tagging", columns: { tokens: "tokens", tags: "ner_tags" } },
    ],
    [
      "words and tags in cells",
      { words: text, tags: () => "O O O O O" },
      { kind: "tagging", columns: { tokens: "words", tags: "tags" } },
    ],
    [
      "questions",
      { id: String, question: other, context: text, answers: () => ({ text: ["words"], answer_start: [4] }) },
      {
        kind: "question-answering",
        columns: { id: "id", question: "question", context: "context", answers: "answers" },
      },
    ],
    [
      "answers in a column of their own",
      { question: other, context: text, answer_text: () => "words", answer_start: () => "4" },
      { kind: "question-answering", columns: { answers: "answer_text", answer_start: "answer_start" } },
    ],
    [
      "questions of yes and no",
      { question: other, passage: text, answer: (i) => i % 2 === 0 },
      { kind: "classification", columns: { text_a: "question", text_b: "passage", label: "answer" } },
    ],
  ])("%s", (_, columns, expected) => {
    expect(layout(columns)).toMatchObject(expected);
  });
});

describe("where titles say nothing, by content", () => {
  test("the longest texts and the few different values", () => {
    const { columns, notes } = layout({ foo: text, bar: intent });
    expect(columns).toEqual({ text_a: "foo", label: "bar" });
    expect(notes).toEqual([
      "foo is the text, as the column of the longest ones (--text names another)",
      "bar is the label, by its values (--label names another)",
    ]);
  });

  test("columns of 0 and 1 are labels each", () => {
    const found = layout({ comment: text, toxic: (i) => `${i % 2}`, rude: (i) => `${Number(i > 12)}` });
    expect(found).toMatchObject({
      kind: "multi-label",
      matrix: ["toxic", "rude"],
      labels: { names: ["toxic", "rude"] },
    });
  });

  test("labels joined in a cell are several", () => {
    const joined = (i: number) => ["a|b", "b", "a", "b|c", "c", "a|c"][i % 6];
    expect(layout({ text, genre: joined })).toMatchObject({ kind: "multi-label", separator: "|" });
    expect(layout({ text, genre: joined }, { kind: "class" })).toMatchObject({ kind: "classification" });
    expect(layout({ text, genres: (i) => joined(i)?.replace("|", ", ") })).toMatchObject({
      kind: "multi-label",
      separator: ",",
    });
    expect(layout({ text, genre: (i) => joined(i)?.replace("|", ", ") })).toMatchObject({ kind: "classification" });
  });
});

describe("numbers in a label are", () => {
  test("classes, where they are few and whole, and it is said what takes them otherwise", () => {
    const { kind, notes } = layout({ text, label: (i) => `${i % 3}` });
    expect([kind, notes]).toEqual([
      "classification",
      ["label holds 3 whole numbers: classes (--kind score takes them as scores)"],
    ]);
    expect(layout({ text, label: (i) => `${i % 3}` }, { kind: "score" }).kind).toBe("regression");
  });
  test("scores, where they have fractions or the title says so", () => {
    expect(layout({ text, label: (i) => i / 7 }).kind).toBe("regression");
    expect(layout({ text, stars: (i) => 1 + (i % 5) }).kind).toBe("regression");
    expect(layout({ text, stars: (i) => 1 + (i % 5) }, { kind: "class" }).kind).toBe("classification");
  });
  test("named by the column beside them, in the numbers' order", () => {
    const { columns, labels } = layout({ text, label: (i) => `${i % 3}`, label_text: intent });
    expect([columns.label, labels]).toEqual([
      "label_text",
      { names: ["play", "weather", "alarm"], why: "by the numbers in label" },
    ]);
  });
  test("named by whoever knows them", () => {
    const labelNames = ["weather", "play", "alarm"];
    const found = layout({ text, label: (i) => `${i % 3}` }, { labelNames });
    expect(found).toMatchObject({ kind: "classification", names: labelNames, labels: { names: labelNames } });
    expect(layout({ tokens: () => ["a"], tags: () => [1] }, { labelNames: ["O", "B-X"] }).names).toEqual(["O", "B-X"]);
    expect(() => layout({ text, label: (i) => i / 7 }, { labelNames, kind: "score" })).toThrow(
      "--label-names is for labels or tags",
    );
  });
  test("named by the file", () => {
    const classNames = new Map([["label", ["weather", "play", "alarm"]]]);
    expect(layout({ text, label: intent }, {}, { classNames }).labels).toEqual({
      names: ["weather", "play", "alarm"],
      why: "as a.csv names them",
    });
  });
});

describe("options go first", () => {
  test("whatever the titles say", () => {
    const columns = { text: other, body: text, label: intent, mood: (i: number) => `m${i % 2}` };
    expect(layout(columns, { text: "body", label: ["mood"] }).columns).toEqual({ text_a: "body", label: "mood" });
    expect(layout(columns, { textPair: "body" }).columns).toEqual({ text_a: "text", text_b: "body", label: "label" });
  });
  test("several columns are a matrix of labels", () => {
    const flag = (i: number) => i % 2;
    expect(layout({ text, a: flag, b: flag, c: flag }, { label: ["a", "c"] }).matrix).toEqual(["a", "c"]);
  });
});

describe("what cannot be told is one sentence that names the options", () => {
  test.each<[string, Record<string, (i: number) => unknown>, LayoutOptions, string]>([
    [
      "two texts",
      { foo: text, bar: other, label: intent },
      {},
      "foo and bar may both be the text: --text foo takes one of them, --text-pair bar beside it both",
    ],
    [
      "two labels",
      { text, intent, category: (i) => `c${i % 4}` },
      {},
      "intent and category may all be the label: --label intent takes one of them",
    ],
    [
      "two columns of few values",
      { text, foo: intent, bar: (i) => `c${i % 4}` },
      {},
      "foo and bar may all be the label",
    ],
    [
      "no label",
      { text, note: other },
      {},
      "no column holds labels: there are text (text, 24 different), note (text, 24 different); --label names",
    ],
    [
      "no text",
      { a: (i) => i, label: intent },
      {},
      "no column holds texts: there are a (whole numbers, 24 different), label (text, 3 different); --text names",
    ],
    [
      "many numbers",
      { text, x: (i) => i % 22 },
      { label: ["x"] },
      "x holds 22 different whole numbers: --kind class takes them as classes, --kind score as scores",
    ],
    [
      "a label of every row",
      { text, label: other },
      {},
      "label has 24 different values in 24 rows: too many to be classes",
    ],
    [
      "no such column",
      { text, label: intent },
      { label: ["lable"] },
      "--label lable: there is no such column; there are text, label",
    ],
    [
      "a nested label",
      { text, label: () => ({ a: 1 }) },
      {},
      "label is nested: a label is a text, a number, or a list of these",
    ],
    ["a nested text", { text: () => ({ a: 1 }), label: intent }, { text: "text" }, "text is nested, not of texts"],
    [
      "tags without names",
      { tokens: () => ["a"], tags: () => [1] },
      {},
      "tags holds numbers, and the file does not say which tags they stand for",
    ],
    [
      "a word a row",
      { word: (i) => `w${i}`, tag: () => "O" },
      { kind: "tags", text: "word", label: ["tag"] },
      "word has one word a row: a row must be a sentence",
    ],
    [
      "a tag a row",
      { Word: (i) => `w${i}`, Tag: (i) => ["O", "B-geo"][i % 2] },
      {},
      "Tag has one tag a row: a row must be",
    ],
    [
      "a table without titles",
      { "play a song": text, play: intent },
      {},
      'a.csv seems to have no line of titles: "play" in its first line is a value further down',
    ],
    [
      "spans without contexts",
      { question: text, answers: () => "a" },
      { kind: "spans" },
      "no column is known to be what --text-pair names",
    ],
  ])("%s", (_, columns, options, sentence) => {
    expect(() => layout(columns, options)).toThrow(sentence);
  });
});

describe("options that contradict each other are refused", () => {
  test.each<[LayoutOptions, string]>([
    [{ kind: "class", separator: ";" }, "--separator is for several labels in a cell, and --kind class has none"],
    [{ separator: "" }, "--separator is empty"],
    [{ text: "label", label: ["label"] }, "--text and --label both name label"],
    [{ label: ["label", "label"] }, "--label names label twice"],
    [{ labelNames: ["stop", "go", "stop"] }, "--label-names has stop twice"],
    [{ labelNames: ["stop", " "] }, "--label-names has an empty name"],
  ])("%o", (options, sentence) => {
    expect(() => layout({ text, label: intent }, options)).toThrow(sentence);
  });
});

test("texts that nobody reads are told", () => {
  expect(layout({ title: (i) => `a long title of row ${i}`, text, label: intent }).notes).toEqual([
    "title holds texts that are not read (--text-pair title reads them beside text)",
  ]);
});
