import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeGzip, writeSuites } from "../data/text/fixtures/data-folder.ts";
import { isHeldOut } from "../data/text/kept-paragraphs.ts";
import { countWords } from "./count-words.ts";
import { UNCASED } from "./word-piece-file.ts";

const heldOut = Array.from({ length: 400 }, (_, i) => `Town ${i}`).find(isHeldOut)!;
const SHARED = "p q r s t u v w x y z a b"; // 13 words

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "count-words-"));
  await writeSuites(data, { "glue/mrpc": ["nothing", `and ${SHARED}`] });
  const first = ` = Quay = \n\nThe café's ferry, the CAFÉ.\nSo ${SHARED}!\n日本 is Japan\n`;
  await writeGzip(join(data, "text", "a.txt.gz"), first);
  await writeGzip(join(data, "text", "b.txt.gz"), ` = ${heldOut} = \nthe lighthouse\n = Bay = \nthe bay\n`);
});
afterAll(() => rm(data, { recursive: true }));

test("words are normalised and cut as BERT's; held-out articles apart, evaluation texts not at all", async () => {
  const reports: [number, number][] = [];
  const counts = await countWords(data, UNCASED, (...report) => reports.push(report));
  expect(Object.fromEntries(counts.train)).toEqual({
    ...{ the: 3, cafe: 2, "'": 1, s: 1, ferry: 1, ",": 1, ".": 1, 日: 1, 本: 1, is: 1, japan: 1, bay: 1 },
  });
  expect(Object.fromEntries(counts.heldOut)).toEqual({ the: 1, lighthouse: 1 });
  expect([counts.paragraphs, counts.overlapping]).toEqual([5, 1]);
  expect(reports.at(-1)![0]).toBe(reports.at(-1)![1]);
}, 30_000);

test("another text, another digest", async () => {
  const before = await countWords(data, UNCASED);
  await writeGzip(join(data, "text", "c.txt.gz"), "one more\n");
  expect((await countWords(data, UNCASED)).sha256).not.toBe(before.sha256);
}, 30_000);

test("a folder without texts is told", async () => {
  await expect(countWords(join(data, "nowhere"), UNCASED)).rejects.toThrow("has no *.txt.gz");
});
