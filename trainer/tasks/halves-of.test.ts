import { expect, test } from "vitest";
import { partOf } from "../../eval/sampling/split.ts";
import type { ClassificationRow } from "../../r2-assets/format/rows.ts";
import { halvesOf } from "./halves-of.ts";

const rows = (prefix: string, count: number, more: (i: number) => Partial<ClassificationRow> = () => ({})) =>
  Array.from(
    { length: count },
    (_, i): ClassificationRow => ({ id: `${prefix}-${i}`, text_a: `text ${i}`, label: "yes", ...more(i) }),
  );
const ids = (files: readonly ClassificationRow[][]) => files.map((file) => file.map(({ id }) => id));

test("every row is in one half, in its file and in order, where an upload in two parts has it", async () => {
  const files = [rows("a", 200), rows("b", 100)];
  const suites = [{ id: "own/a" }, { id: "own/b" }];
  const { choose, report } = await halvesOf(files, suites);
  for (const [i, file] of files.entries()) {
    const expected = await Promise.all(file.map((row) => partOf(row, suites[i]!.id, 0.5)));
    expect(ids(choose)[i]).toEqual(file.filter((_, j) => expected[j] === "choose").map(({ id }) => id));
    expect(ids(report)[i]).toEqual(file.filter((_, j) => expected[j] === "report").map(({ id }) => id));
    expect(Math.abs(choose[i]!.length - file.length / 2)).toBeLessThan(3 * Math.sqrt(file.length / 4));
  }
});

test("a row's half does not depend on the others", async () => {
  const all = rows("a", 100);
  const [whole, few] = await Promise.all([all, all.slice(30)].map((some) => halvesOf([some], [{ id: "own/a" }])));
  const left = new Set(all.slice(30).map(({ id }) => id));
  expect(ids(few!.choose)[0]).toEqual(ids(whole!.choose)[0]!.filter((id) => left.has(id)));
});

test.each([
  ["their own group", { id: "own/a" }, (i: number) => ({ group: `page ${i % 20}` })],
  ["the suite's column", { id: "glue/qnli", group: "text_b" }, (i: number) => ({ text_b: `sentence ${i % 20}` })],
])("rows of one cluster stay together, by %s", async (_, suite, more) => {
  const { choose, report } = await halvesOf([rows("a", 200, more)], [suite]);
  const clusters = (half: ClassificationRow[][]) => new Set(half.flat().map(({ group, text_b }) => group ?? text_b));
  expect(clusters(choose).size + clusters(report).size).toBe(20);
  expect(choose.flat().length % 10).toBe(0);
});

test("rows that are all in one half are refused", async () => {
  const one = rows("a", 8, () => ({ group: "one page" }));
  await expect(halvesOf([one], [{ id: "own/a" }])).rejects.toThrow(
    'dev of own/a cannot be halved: all its 8 rows are in one half, so choose must be "whole"',
  );
});
