import { expect, test } from "vitest";
import { csvRecords } from "./csv-records.ts";

async function read(...pieces: string[]): Promise<string[][]> {
  const records: string[][] = [];
  for await (const record of csvRecords(pieces)) records.push(record);
  return records;
}

test("fields are separated by commas, records by LF or CRLF, the last one with or without", async () => {
  const expected = [
    ["a", "b"],
    ["1", ""],
  ];
  expect(await read("a,b\n1,\n")).toEqual(expected);
  expect(await read("a,b\r\n1,")).toEqual(expected);
});

test("a quoted field may hold commas, line breaks and doubled quotes", async () => {
  expect(await read('"a, ""b""\nc",d\n')).toEqual([['a, "b"\nc', "d"]]);
});

test("pieces may end anywhere, even between two quotes", async () => {
  const text = '\uFEFFid,text\n1,"say ""no"", twice"\n2,""\n';
  const whole = await read(text);
  expect(whole).toEqual([
    ["id", "text"],
    ["1", 'say "no", twice'],
    ["2", ""],
  ]);
  expect(await read(...text)).toEqual(whole);
});

test("blank lines are no records, but an empty quoted field is one", async () => {
  expect(await read('a\n\n\n""\n')).toEqual([["a"], [""]]);
  expect(await read('a\n""')).toEqual([["a"], [""]]);
});

test("a quote that never ends and text after a closing quote are refused", async () => {
  await expect(read('a\n"b')).rejects.toThrow("record 2: a quote never ends");
  await expect(read('"a"b\n')).rejects.toThrow("record 1: text after a closing quote");
});
