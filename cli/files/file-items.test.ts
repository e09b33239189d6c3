import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collect } from "../../test/fixtures/collect.ts";
import { fileItems } from "./file-items.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-items-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(name: string, content: string | Uint8Array) {
  await writeFile(join(folder, name), content);
  const { format, notes, items } = await fileItems(join(folder, name));
  const values = (await collect(items)).map((item) =>
    "fields" in item ? Object.fromEntries(item.fields) : "value" in item ? item.value : item.problem,
  );
  return { format, notes, values };
}

test.each([
  ["a.csv", "id,text\n1,x\n"],
  ["a.CSV.gz", gzipSync("id,text\n1,x\n")],
  ["packed.csv", gzipSync("id,text\n1,x\n")],
  ["a.tsv", "id\ttext\n1\tx\n"],
  ["a.ndjson", '{"id":1,"text":"x"}\n\n'],
  ["a.jsonl.gz", gzipSync('{"id":"1","text":"x"}')],
  ["a.json", '[{"id":1,"text":"x"}]'],
])("%s is what its name says", async (name, content) => {
  expect(await read(name, content)).toMatchObject({ notes: [], values: [{ id: "1", text: "x" }] });
});

test.each([
  ["texts", "id,text\n1,x\n", "CSV"],
  ["texts.txt", "id\ttext\n1\tx\n", "tab-separated values"],
  ["texts.data.gz", gzipSync('{"id":1,"text":"x"}\n'), "NDJSON"],
  ["texts.list", '[\n{"id":1,"text":"x"}]', "JSON"],
])("%s is what its first line says, with a word about it", async (name, content, spoken) => {
  expect(await read(name, content)).toMatchObject({
    notes: [`${name} is read as ${spoken}, by its first line`],
    values: [{ id: "1", text: "x" }],
  });
});

test("a .json file of lines is NDJSON, one of a single object or list is not", async () => {
  expect(await read("l.json", '{"id":1}\r\n{"id":2}\n')).toMatchObject({
    format: "ndjson",
    notes: ["l.json is read as NDJSON, by its first line"],
    values: [{ id: "1" }, { id: "2" }],
  });
  expect(await read("a.json", '[{"id":1},\n{"id":2}]\n')).toMatchObject({
    format: "json",
    values: [{ id: "1" }, { id: "2" }],
  });
  await expect(read("o.json", '{"id":1}\n')).rejects.toThrow("o.json: expected a list of rows");
});

test("a workbook is told to be one, whatever it is called", async () => {
  await expect(read("sheet.csv", "PK\x03\x04rest")).rejects.toThrow(
    "sheet.csv is a ZIP archive, as workbooks of Excel are",
  );
});

test("what neither name nor first line tells is refused", async () => {
  await expect(read("notes", "some words\nmore words\n")).rejects.toThrow("notes: neither its name nor its first line");
});

test("quotes of a TSV are taken off where all are in their places, and are text where one is not", async () => {
  const quoted = await read("q.tsv", 'text\tid\n"he said ""no"""\t1\n');
  expect(quoted).toMatchObject({
    values: [{ text: 'he said "no"', id: "1" }],
    notes: [expect.stringMatching("quotes")],
  });
  const plain = await read("p.tsv", 'text\tid\n"no" he said\t1\n"yes"\t2\n');
  expect(plain).toMatchObject({ values: [{ text: '"no" he said' }, { text: '"yes"' }], notes: [] });
});

test("a line that is no JSON keeps its place; U+2028 and a lone CR end none", async () => {
  const { values } = await read("l.ndjson", '{"t":"a\u2028b"}\nnope\n{"t":\r"c"}\r\n');
  expect(values).toEqual([{ t: "a\u2028b" }, "not JSON", { t: "c" }]);
});

test("ids keep their digits", async () => {
  expect((await read("i.ndjson", '{"id":1400000000000000011}\n{"id":-7}')).values).toEqual([
    { id: "1400000000000000011" },
    { id: "-7" },
  ]);
});

test("semicolons are named", async () => {
  await expect(read("s.csv", "id;text\n1;x\n")).rejects.toThrow("its titles are separated by semicolons");
});
