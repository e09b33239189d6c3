import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect } from "../../test/fixtures/collect.ts";
import { inputRows, surveyInput, type Texts } from "./input-rows.ts";
import { textColumns } from "./text-columns.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-input-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function put(name: string, content: string): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const rowsOf = async (name: string, content: string, texts: Texts = null) =>
  collect(inputRows(await put(name, content), texts));

test.each([
  ["text", "text_pair"],
  ["text_a", "text_b"],
  ["text", "text_b"],
  ["text", "text2"],
  ["sentence", "sentence2"],
  ["sentence1", "sentence2"],
  ["question", "sentence"],
  ["question1", "question2"],
  ["premise", "hypothesis"],
  ["#1 String", "#2 String"],
])("%s and %s are the two texts, in either order of columns", async (first, second) => {
  const pair = { text: "A cup.", text_pair: "A mug." };
  expect(await rowsOf("a.csv", `id,${second},${first},label\n1,A mug.,A cup.,0\n`, 2)).toEqual([
    { line: 2, id: "1", input: pair },
  ]);
  expect(await rowsOf("a.ndjson", JSON.stringify({ [first]: "A cup.", [second]: "A mug." }), 2)).toEqual([
    { line: 1, input: pair },
  ]);
});

describe("what cannot be told is refused", () => {
  test.each([
    [["sentence2", "label"], "sentence2 is a second text, and the first one, sentence or sentence1, is missing"],
    [["question", "answer"], "no text under text, text_a, inputs or sentence"],
    [["text", "text_a", "text_b"], "text and text_b, or text_a and text_b: which are the two texts?"],
  ])("%j", async (titles, message) => {
    expect(textColumns(titles)).toBe(message);
    await expect(rowsOf("a.csv", `${titles.join()}\n${titles.map(() => "x").join()}\n`)).rejects.toThrow(message);
  });
});

test("one text for a model of pairs, and two for a model of one, are errors: of the table, or of the row", async () => {
  await expect(rowsOf("a.csv", "id,sentence\n1,A cup.\n", 2)).rejects.toThrow("one text, and the model takes pairs");
  await expect(rowsOf("b.csv", "premise,hypothesis\na,b\n", 1)).rejects.toThrow("the model takes one");
  expect(await rowsOf("c.csv", "text,text_pair\na,b\nc,\n", 2)).toEqual([
    { line: 2, input: { text: "a", text_pair: "b" } },
    { line: 3, error: "one text, and the model takes pairs" },
  ]);
  expect(await rowsOf("d.ndjson", '"a"\n{"text":"a","text_pair":null}\n{"text":"a","text_pair":"b"}\n', 1)).toEqual([
    { line: 1, input: "a" },
    { line: 2, input: "a" },
    { line: 3, error: "a pair of texts, and the model takes one" },
  ]);
});

test("a column or a key that holds text and is not read is named once", async () => {
  const csv = "id,title,text,label,year\n1,A short walk,good,positive,1999\n2,The long way,bad,negative,2001\n";
  expect(await surveyInput(await put("a.csv", csv), 1)).toEqual({
    rows: 2,
    notes: ['"title" holds text that is not read, as in line 2'],
  });
  const ndjson = '{"text":"good","sentence":"ok"}\n{"text":"bad","sentence":"not so good"}\n';
  expect((await surveyInput(await put("a.ndjson", ndjson), 1)).notes).toEqual([
    '"sentence" holds text that is not read, as in line 2',
  ]);
});

test("rows that are no texts keep their line and their id", async () => {
  expect(await rowsOf("a.ndjson", '{"id":1.0,"text":"a"}\n{"id":3,"text":7}\n[1]\n12\n')).toEqual([
    { line: 1, error: "id: expected a string or an integer in digits" },
    { line: 2, id: "3", error: "what is under text is no text" },
    { line: 3, error: "neither a string nor an object" },
    { line: 4, error: "neither a string nor an object" },
  ]);
});

test("Parquet is read by its columns", async () => {
  const classes = new URL("../../test/golden/parquet/classes.parquet", import.meta.url).pathname;
  const rows = [];
  for await (const row of inputRows(classes, 1)) rows.push(row);
  expect(rows.slice(0, 2)).toEqual([
    { line: 1, id: "0", input: "row 0 of è and 😀" },
    { line: 2, id: "1", input: "row 1 of è and 😀" },
  ]);
  await expect(inputRows(classes, 2).next()).rejects.toThrow("its columns text, label, id hold one text");
});
