import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { partOf } from "./split.ts";

const ids = Array.from({ length: 2000 }, (_, i) => `row-${i}`);
const sealed = async (of: string, share: number) => {
  const parts = await Promise.all(ids.map((id) => partOf({ id }, of, share)));
  return new Set(ids.filter((_, i) => parts[i] === "report"));
};

test("a row is sealed where the first 52 bits of SHA-256 say so", async () => {
  const report = await sealed("own/films", 0.3);
  for (const id of ids) {
    const bits = createHash("sha256").update(`own/films\n${id}`).digest().readBigUInt64BE() >> 12n;
    expect(report.has(id)).toBe(Number(bits) < 0.3 * 2 ** 52);
  }
});

test("as many are sealed as the share says, and a larger share seals the same and more", async () => {
  const [half, most] = [await sealed("own/films", 0.5), await sealed("own/films", 0.9)];
  expect(Math.abs(half.size - 1000)).toBeLessThan(3 * Math.sqrt(500));
  expect([...half].filter((id) => !most.has(id))).toEqual([]);
});

test("another suite of the same ids is split otherwise", async () => {
  const [films, books] = [await sealed("own/films", 0.5), await sealed("own/books", 0.5)];
  const both = [...films].filter((id) => books.has(id)).length;
  expect(Math.abs(both - 500)).toBeLessThan(3 * Math.sqrt(375));
});

test("rows of a group stay together, wherever their ids would be", async () => {
  const parts = await Promise.all(ids.map((id) => partOf({ id, group: "one" }, "own/films", 0.5)));
  expect(new Set(parts).size).toBe(1);
});
