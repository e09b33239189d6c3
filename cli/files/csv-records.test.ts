import { expect, test } from "vitest";
import { collect } from "../../test/fixtures/collect.ts";
import { csvRecords } from "./csv-records.ts";
import { readTable } from "./table-rows.ts";

async function read(...pieces: string[]): Promise<string[][]> {
  const records: string[][] = [];
  for await (const { fields } of csvRecords(pieces)) records.push(fields);
  return records;
}

async function linesOf(text: string): Promise<number[]> {
  const lines: number[] = [];
  for await (const { line } of csvRecords([text])) lines.push(line);
  return lines;
}

test("fields are separated by commas, records by LF or CRLF, the last one with or without", async () => {
  const expected = [
    ["a", "b"],
    ["1", ""],
  ];
  expect(await read("a,b\n1,\n")).toEqual(expected);
  expect(await read("a,b\r\n1,")).toEqual(expected);
  expect(await read("a,b\n1,\r\n")).toEqual(expected);
});

test("a quoted field may hold commas, line breaks and doubled quotes", async () => {
  expect(await read('"a, ""b""\nc",d\n')).toEqual([['a, "b"\nc', "d"]]);
});

test("pieces may end anywhere, even between two quotes", async () => {
  const text = 'id,text\r\n1,"say ""no"",\r\ntwice €"\r\n2,""\r\n';
  const whole = await read(text);
  expect(whole).toEqual([
    ["id", "text"],
    ["1", 'say "no",\r\ntwice €'],
    ["2", ""],
  ]);
  expect(await read(...text)).toEqual(whole);
});

test("blank lines are no records, but an empty quoted field is one", async () => {
  expect(await read('a\n\n\n""\n')).toEqual([["a"], [""]]);
  expect(await read('a\n""')).toEqual([["a"], [""]]);
});

test("a record's line is that on which it begins, whatever breaks its fields hold", async () => {
  expect(await linesOf('a,b\n"1\n2",3\n\n4,5\n')).toEqual([1, 2, 5]);
  expect(await linesOf('a,b\r\n"1\r\n2","\r\n"\r\n\r\n4,5\r\n')).toEqual([1, 2, 6]);
  expect(await linesOf('a\n"x\ry"\nb\n')).toEqual([1, 2, 3]);
});

test.each([
  ["a quote that is open at the end", 'a\n"b', "line 2: a quote is open at the end of the file"],
  ["text after a closing quote", 'a\n"a"b\n', "line 2: text after a closing quote"],
  ["a quote inside a field", 'a\nx\n5" nail\n', "line 3: a quote inside a field that is not in quotes"],
  ["a lone CR in a field", "a,b\n1,x\ry\n", "line 2: a carriage return outside quotes"],
  ["CR as the only line end", "a,b\r1,x\r2,y\r", "line 1: a carriage return outside quotes"],
  ["a lone CR behind quoted breaks", 'a\n"x\r\ny"\nb\rc\n', "line 4: a carriage return outside quotes"],
  ["a quote inside a field behind quoted breaks", 'a\n"x\r\ny"\nb"c\n', "line 4: a quote inside a field"],
])("%s is refused with its line", async (_, text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});

test("what the pieces throw is thrown", async () => {
  const broken = async function* () {
    yield "a\nb\n";
    throw new Error("the disk is gone");
  };
  await expect(collect(csvRecords(broken()))).rejects.toThrow("the disk is gone");
});

async function table(text: string) {
  const { titles, rows } = await readTable(csvRecords([text]));
  return { titles, rows: (await collect(rows)).map(({ line, fields }) => [line, Object.fromEntries(fields)]) };
}

test("rows are fields by title; empty columns at the right and a column without a title are left out", async () => {
  expect(await table(",id, text ,\n0,a,good,\n1,b,bad,,,\n")).toEqual({
    titles: ["id", "text"],
    rows: [
      [2, { id: "a", text: "good" }],
      [3, { id: "b", text: "bad" }],
    ],
  });
});

test("a formula's guard is taken off", async () => {
  expect((await table("id,text\n'=1,'+x y\n")).rows).toEqual([[2, { id: "=1", text: "+x y" }]]);
});

test.each([
  ["more fields than titles", "id,text\n1,a\n2,b, c\n", "line 3: 3 fields under 2 titles; a field with a comma"],
  ["fewer fields than titles", 'id,text\n1,"a\nb"\n2\n', "line 4: 1 fields under 2 titles"],
  ["a title twice", "id,text, text\n", 'line 1: the title "text" is there twice'],
  ["nothing at all", "\n\n", "there is no line of titles"],
])("%s cannot be placed", async (_, text, message) => {
  await expect(table(text)).rejects.toThrow(message);
});
