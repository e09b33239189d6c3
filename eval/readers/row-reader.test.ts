import { expect, test } from "vitest";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { RowsOptions } from "../lines/line-reader.ts";
import { readNdjson } from "./read-suite.ts";

const labels = ["negative", "positive"];
const line = (value: unknown) => `${JSON.stringify(value)}\n`;
const classified = (text: string, options?: RowsOptions) => readNdjson("classification", text, options);

test("labels by index or name come out by name, other keys are dropped, order is the file's", () => {
  const text =
    line({ id: "b", text_a: "warm", label: 1, source: "ours" }) +
    line({ label: "negative", text_b: "second", text_a: "dull", id: 7 });
  expect(classified(text, { labels })).toEqual({
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
  expect(classified(text)).toMatchObject({ kind: "rows", labels: ["eggs", "ham", "spam"] });
});

test("rows without an id are numbered from 0 by their line, when the suite has a prefix", () => {
  const text = line({ text_a: "a", label: 0 }) + line({ text_a: "b", label: 1 });
  const outcome = classified(text, { labels, idPrefix: "mrpc-dev" });
  expect(outcome.kind === "rows" && outcome.rows.map((row) => row.id)).toEqual(["mrpc-dev-0", "mrpc-dev-1"]);
});

test("a byte order mark, blank lines, a missing last newline and carriage returns are no rows", () => {
  const text = '\uFEFF{"id":"1","text_a":"a","label":0}\r\n\n{"id":"2","text_a":"","label":1}';
  expect(classified(text, { labels })).toMatchObject({ kind: "rows", rows: [{ id: "1" }, { id: "2" }] });
});

test.each([
  ["not JSON", "{", "malformed", "not valid JSON"],
  ["a line of U+2028 alone", "\u2028", "malformed", "not valid JSON"],
  ["not an object", "[1]", "invalid", "expected an object"],
  ["text of another type", '{"id":"1","text_a":3,"label":0}', "invalid", "text_a: expected a string"],
  ["no text", '{"id":"1","label":0}', "invalid", "text_a: is missing"],
  ["a lone surrogate", '{"id":"1","text_a":"\\ud800","label":0}', "invalid", "text_a: text has a lone surrogate"],
  [
    "an unknown label",
    '{"id":"1","text_a":"a","label":"good"}',
    "invalid",
    'label: "good" is none of negative, positive',
  ],
  ["an index too far", '{"id":"1","text_a":"a","label":2}', "invalid", "label: 2 is no index of negative, positive"],
  ["a negative index", '{"id":"1","text_a":"a","label":-1}', "invalid", "label: -1 is no index of negative, positive"],
  ["an empty label", '{"id":"1","text_a":"a","label":""}', "invalid", "label: expected a label's name or index"],
  ["a blank label", '{"id":"1","text_a":"a","label":" "}', "invalid", "label: expected a label's name or index"],
  ["no label", '{"id":"1","text_a":"a"}', "invalid", "label: expected a label's name or index"],
  ["no id", '{"text_a":"a","label":0}', "invalid", "id: missing"],
  [
    "an id too long",
    line({ id: "x".repeat(201), text_a: "a", label: 0 }),
    "invalid",
    "id: expected 1 to 200 characters",
  ],
  [
    "an id that is no text",
    '{"id":1.5,"text_a":"a","label":0}',
    "invalid",
    "id: expected a string or an integer in digits",
  ],
  ["a byte order mark behind the first line", '\uFEFF{"id":"1","text_a":"a","label":0}', "malformed", "not valid JSON"],
  [
    "slots that are too few",
    '{"id":"1","text_a":"to  the moon","label":0,"slots":["O","O"]}',
    "invalid",
    "slots: there are 2 for 3 space-separated tokens",
  ],
  [
    "a slot that is none",
    '{"id":"1","text_a":"go","label":0,"slots":["city"]}',
    "invalid",
    'slots.0: "city" is not a tag of IO, IOB1, IOB2, BIOES or BILOU (O, or B-, I-, E-, S-, L- or U- and a type)',
  ],
  ["an id used before", '{"id":"0","text_a":"a","label":0}', "invalid", 'id: "0" is there twice'],
])("refuses %s, with its line", (_, bad, kind, message) => {
  const text = `{"id":"0","text_a":"fine","label":1}\n${bad}`;
  expect(classified(text, { labels })).toEqual({ kind: "refused", errors: [{ line: 2, kind, message }] });
});

test("refuses an index where no labels are known", () => {
  const outcome = classified('{"id":"1","text_a":"a","label":0}');
  expect(outcome).toMatchObject({
    kind: "refused",
    errors: [{ line: 1, message: expect.stringContaining("name them") }],
  });
});

test("refuses a suite of nothing, or of one label", () => {
  expect(classified("\n")).toMatchObject({ errors: [{ line: 0, message: "there are no rows" }] });
  const one = classified('{"id":"1","text_a":"a","label":"x"}');
  expect(one).toMatchObject({ errors: [{ message: 'every row has the label "x"; a classification suite needs two' }] });
});

test("lists twenty errors at most", () => {
  const outcome = classified("x\n".repeat(50), { labels });
  expect(outcome.kind === "refused" && outcome.errors).toHaveLength(20);
});

test("labels may be spelled otherwise, and fields of the data become groups", () => {
  const text = line({ id: "1", text_a: "a", label: "no", part: "x", groups: { year: "1999" }, slots: ["B-y"] });
  const options = { labels: ["yes", "not"], spellings: { no: "not" }, groups: ["part"] };
  expect(classified(text, options)).toMatchObject({
    rows: [{ id: "1", text_a: "a", label: "not", slots: ["B-y"], groups: { part: "x", year: "1999" } }],
  });
  expect(classified(line({ id: "1", text_a: "a", label: "no", part: 3 }), options)).toMatchObject({
    errors: [{ message: "part: expected a string, as rows are grouped by it" }],
  });
});

test("ids that the data should not have had are replaced", () => {
  const text = line({ id: "7", text_a: "a", label: 0 }) + line({ id: "7", text_a: "b", label: 1 });
  const outcome = classified(text, { labels, idPrefix: "own", ownIds: false });
  expect(outcome.kind === "rows" && outcome.rows.map((row) => row.id)).toEqual(["own-0", "own-1"]);
});

test("a pair and its score", () => {
  const text = line({ id: 1, text_a: "a", text_b: "b", label: 4.5, genre: "news" });
  expect(readNdjson("regression", text)).toEqual({
    kind: "rows",
    rows: [{ id: "1", text_a: "a", text_b: "b", label: 4.5 }],
  });
});

test("tokens and tags; the tags are the suite's labels, sorted", () => {
  const row = { id: "1", tokens: ["Ada", "met", "Bob"], tags: ["B-PER", "O", "B-PER"] };
  expect(readNdjson("tagging", line(row))).toEqual({
    kind: "rows",
    rows: [row],
    labels: ["B-PER", "O"],
    tag_scheme: "IOB2",
  });
});

const question = { id: "q", question: "Who?", context: "🙂 Ada met Bob and Ada" };

test.each([
  ["SQuAD's", [{ text: "Ada", answer_start: 3 }], [{ text: "Ada", answer_start: 3 }]],
  ["SQuAD's, in code points", [{ text: "Bob", answer_start: 10 }], [{ text: "Bob", answer_start: 11 }]],
  ["one whose offset is wrong", [{ text: "Ada", answer_start: 7 }], [{ text: "Ada" }]],
  ["plain texts", ["Ada", "Bob"], [{ text: "Ada" }, { text: "Bob" }]],
  [
    "Hugging Face's columns",
    { text: ["Ada", "Bob"], answer_start: [3, 99] },
    [{ text: "Ada", answer_start: 3 }, { text: "Bob" }],
  ],
  ["an empty one beside another", ["", "Ada"], [{ text: "Ada" }]],
])("answers: %s", (_, answers, read) => {
  const outcome = readNdjson("question-answering", line({ ...question, answers }));
  expect(outcome).toEqual({ kind: "rows", rows: [{ ...question, answers: read }] });
});

test("a question without an answer says so", () => {
  for (const extra of [{}, { is_impossible: null }, { is_impossible: true }]) {
    const columns = line({ ...question, answers: { text: [], answer_start: [] }, ...extra });
    expect(readNdjson("question-answering", columns)).toMatchObject({ rows: [{ answers: [], is_impossible: true }] });
  }
  const text = line({ ...question, answers: [], is_impossible: true });
  expect(readNdjson("question-answering", text)).toEqual({
    kind: "rows",
    rows: [{ ...question, answers: [], is_impossible: true }],
  });
});

const check = { id: "c", test: "negation", capability: "Negation" };

test("behavioural rows: texts alone or in lists, labels by name or index, what INV expects does not count", () => {
  const text =
    line({ ...check, id: "1", type: "MFT", texts: ["not bad"], expect: null }) +
    line({ ...check, id: "2", type: "MFT", texts: [["fine"]], expect: 1 }) +
    line({ ...check, id: "3", type: "MFT", texts: ["a plane"], expect: "neutral" }) +
    line({
      ...check,
      id: "4",
      type: "INV",
      texts: [
        ["a", "b"],
        ["b", "a"],
      ],
      expect: "positive",
    }) +
    line({ ...check, id: "5", type: "DIR", texts: ["ok", "so ok"], expect: { label: 0, change: "not_more" } }) +
    line({
      ...check,
      id: "6",
      type: "DIR",
      texts: ["ok", "ok!"],
      expect: { change: "not_less", against: 0, label: 1, from: "neutral" },
    }) +
    line({ ...check, id: "7", type: "DIR", texts: ["ok", "ok!"], expect: 1 });
  expect(readNdjson("behavioural", text, { labels })).toMatchObject({
    labels,
    rows: [
      { texts: [["not bad"]], expect: null },
      { texts: [["fine"]], expect: "positive" },
      { texts: [["a plane"]], expect: "neutral" },
      {
        texts: [
          ["a", "b"],
          ["b", "a"],
        ],
        expect: null,
      },
      { texts: [["ok"], ["so ok"]], expect: { label: "negative", change: "not_more" } },
      { expect: { label: "positive", change: "not_less", against: "negative", from: "neutral" } },
      { expect: "positive" },
    ],
  });
});

test.each<[string, RowKind, string, string]>([
  ["a score in quotes", "regression", '{"id":"1","text_a":"a","label":"4"}', "label: expected a finite number"],
  ["an infinite score", "regression", '{"id":"1","text_a":"a","label":1e999}', "label: expected a finite number"],
  ["too few tags", "tagging", line({ id: "1", tokens: ["a", "b"], tags: ["O"] }), "tags: there are 1 for 2 tokens"],
  ["no tokens", "tagging", line({ id: "1", tokens: [], tags: [] }), "tokens: there are none"],
  ["an empty token", "tagging", line({ id: "1", tokens: [""], tags: ["O"] }), "tokens.0: a token is empty"],
  [
    "a tag that is none",
    "tagging",
    line({ id: "1", tokens: ["a"], tags: ["PER"] }),
    'tags.0: "PER" is not a tag of IO, IOB1, IOB2, BIOES or BILOU (O, or B-, I-, E-, S-, L- or U- and a type)',
  ],
  [
    "tags that are all the same",
    "tagging",
    line({ id: "1", tokens: ["a"], tags: ["O"] }).trim(),
    'every token has the tag "O"; a tagging suite needs two',
  ],
  [
    "a blank question",
    "question-answering",
    line({ ...question, question: " ", answers: ["Ada"] }),
    "question: is blank",
  ],
  [
    "a question that no answer is given to",
    "question-answering",
    line({ ...question, answers: [{ text: "", answer_start: 0 }] }),
    "answers: there is none; a question that has no answer must say is_impossible: true",
  ],
  [
    "an answer where there can be none",
    "question-answering",
    line({ ...question, answers: ["Ada"], is_impossible: true }),
    "is_impossible: true, but there is an answer",
  ],
  [
    "answers of another shape",
    "question-answering",
    line({ ...question, answers: "Ada" }),
    "answers: expected a list of {text, answer_start?} or of texts, or {text: […], answer_start: […]}",
  ],
  [
    "an invariance of one text",
    "behavioural",
    line({ ...check, type: "INV", texts: ["a"] }),
    "texts: a test of type INV compares two or more, there is one",
  ],
  [
    "three texts for one answer",
    "behavioural",
    line({ ...check, type: "MFT", texts: [["a", "b", "c"]] }),
    "texts.0: expected a text, or a list of one or two",
  ],
  [
    "an unknown label",
    "behavioural",
    line({ ...check, type: "MFT", texts: ["a"], expect: "good" }),
    'expect: "good" is none of negative, positive',
  ],
  [
    "a direction without one",
    "behavioural",
    line({ ...check, type: "DIR", texts: ["a", "b"], expect: null }),
    'expect: a DIR test expects a label, or {label, change: "not_less" | "not_more" | "becomes", against?, from?}',
  ],
  [
    "a change to nothing",
    "behavioural",
    line({ ...check, type: "DIR", texts: ["a", "b"], expect: { label: null, change: "becomes" } }),
    "expect: becomes what? it needs a label",
  ],
  [
    "a score against another one that is not asked to move",
    "behavioural",
    line({ ...check, type: "DIR", texts: ["a", "b"], expect: { label: 0, change: "becomes", against: 1 } }),
    "expect: against: only a score that is asked to move, of a label that is named, has another one against it",
  ],
  [
    "an unknown label before",
    "behavioural",
    line({ ...check, type: "DIR", texts: ["a", "b"], expect: { label: 0, change: "becomes", from: "good" } }),
    'expect: "good" is none of negative, positive',
  ],
])("refuses %s", (_, kind, text, message) => {
  const options = kind === "behavioural" ? { labels } : {};
  expect(readNdjson(kind, text, options)).toMatchObject({ kind: "refused", errors: [{ message }] });
});

test("a label that no object could hold as a key is refused", () => {
  expect(readNdjson("classification", line({ id: "1", text_a: "a", label: "__proto__" }))).toMatchObject({
    errors: [{ message: expect.stringContaining("can't be a label") }],
  });
});

test("behavioural rows may do without the suite's labels, but not name one by index then", () => {
  const mft = (expected: unknown) => line({ ...check, type: "MFT", texts: ["a"], expect: expected });
  expect(readNdjson("behavioural", mft("fine"))).toMatchObject({ kind: "rows", rows: [{ expect: "fine" }] });
  expect(readNdjson("behavioural", mft(1))).toMatchObject({
    errors: [{ message: "expect: 1 is an index, and the suite's labels are not known; name them" }],
  });
});
