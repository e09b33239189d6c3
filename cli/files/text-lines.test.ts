import { expect, test } from "vitest";
import { textLines } from "./text-lines.ts";

async function read(...pieces: string[]): Promise<[number, string][]> {
  const lines: [number, string][] = [];
  for await (const { line, text } of textLines(pieces)) lines.push([line, text]);
  return lines;
}

test("a line ends at LF or CRLF, and nowhere else", async () => {
  expect(await read("a\u2028b\u2029c\u0085d\re\x0Bf\x0Cg\nh\r\ni")).toEqual([
    [1, "a\u2028b\u2029c\u0085d\re\x0Bf\x0Cg"],
    [2, "h"],
    [3, "i"],
  ]);
});

test("pieces may end anywhere, between CR and LF too", async () => {
  const text = "a\r\n\r\nb\nc";
  expect(await read(...text)).toEqual(await read(text));
  expect(await read(text)).toEqual([
    [1, "a"],
    [2, ""],
    [3, "b"],
    [4, "c"],
  ]);
});

test("an end of line at the end begins no other line", async () => {
  expect(await read("a\n")).toEqual([[1, "a"]]);
  expect(await read("")).toEqual([]);
});
