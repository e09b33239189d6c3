import { expect, test } from "vitest";
import { byteLines } from "./byte-lines.ts";

async function* chunks(text: string, size: number) {
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

test.each([1, 2, 3, 7, 100])("lines come out whole from chunks of %d bytes", async (size) => {
  const lines: string[] = [];
  for await (const line of byteLines(chunks("one\n\nzwölf\nlast", size))) lines.push(new TextDecoder().decode(line));
  expect(lines).toEqual(["one", "", "zwölf", "last"]);
});

test("a final line feed ends the last line, and nothing has no lines", async () => {
  const count = async (text: string) => {
    let lines = 0;
    for await (const _ of byteLines(chunks(text, 4))) lines++;
    return lines;
  };
  expect([await count("a\nb\n"), await count("")]).toEqual([2, 0]);
});
