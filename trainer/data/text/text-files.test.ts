import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { paragraphsOf } from "./text-files.ts";

const file = (bytes: Uint8Array) => ({ path: "some.txt.gz", bytes, sha256: "" });

test("paragraphs know their article; titles and blank lines are none", () => {
  const text = "Before.\n = Über = \r\n\nErste Zeile.\r\n  \n= x = y\n = A = B = \nLast";
  expect([...paragraphsOf(file(gzipSync(text)))].map(({ text, title }) => [title, text])).toEqual([
    ["", "Before."],
    ["Über", "Erste Zeile."],
    ["Über", "= x = y"],
    ["A = B", "Last"],
  ]);
  expect([...paragraphsOf(file(gzipSync(text)))].at(-1)!.at).toBe(1);
  expect([...paragraphsOf(file(gzipSync("")))]).toEqual([]);
});

test("a damaged file is named", () => {
  const read = () => [...paragraphsOf(file(gzipSync("text").subarray(0, 12)))];
  expect(read).toThrow("some.txt.gz is not a gzip file, or it is damaged");
});
