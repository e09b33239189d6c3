import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import golden from "../../../test/golden/tokenizer.json" with { type: "json" };
import { writeGzip, writeSuites } from "./fixtures/data-folder.ts";
import { isHeldOut } from "./kept-paragraphs.ts";
import { type LoadTextOptions, loadText } from "./load-text.ts";

const tokenizer = createTokenizer(golden.tokenizer, { maxLength: 128 });
const titles = Array.from({ length: 400 }, (_, i) => `Town ${i}`);
const heldOut = titles.filter(isHeldOut);
const SHARED = "p q r s t u v w x y z a b"; // 13 words
const OTHERS = "1 2 3 4 5 6 7 8 9 0 1 2 3";
const WINDOWED = "9 8 7 6 5 4 3 2 1 0 9 8 7";

let root: string;
let data: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "load-text-"));
  data = join(root, "data");
  await writeSuites(data, {
    "glue/mrpc": ["nothing", `and ${SHARED}`],
    "squad/v1.1": ["nothing", OTHERS],
    "wikiann/en": [WINDOWED],
    "checklist/qqp": ["e e e e e e e e e", "f f f f f f f f f"],
  });
  const articles = titles.map((title, i) => ` = ${title} = \n\nc d e f g h i j k l ${i % 10}\n`);
  await writeGzip(join(data, "text", "a.txt.gz"), articles.join(""));
  const last = `Too short\nSo ${SHARED.toUpperCase()}!\n${OTHERS}\n${WINDOWED}\n${SHARED.replace(" b", " c")}\ne e e e e e f f f f f f f\n`;
  await writeGzip(join(data, "text", "b.txt.gz"), ` = Z = \n${last} = ${heldOut[0]} = \nh h h h h h h h h\n`);
});
afterAll(() => rm(root, { recursive: true }));

const load = (options: Partial<LoadTextOptions> = {}, folder = data) =>
  loadText(folder, tokenizer, { maxLength: 16, cache: join(root, "cache"), ...options });
const textOf = ({ ids }: { ids: ArrayLike<number> }) =>
  Array.from(ids, (id) => tokenizer.tokenOf(id))
    .slice(1, -1)
    .join(" ");

test("pieces of all paragraphs but those that overlap; held-out articles are dev", async () => {
  const lines: string[] = [];
  const text = await load({ log: (line) => lines.push(line) });
  expect(text.paragraphs).toBe(407);
  expect(text.overlapping).toBe(3);
  expect(lines).toEqual([
    "left out 3 of 407 paragraphs, which share 13 words in a row with evaluation texts: glue/mrpc 1, squad/v1.1 1, wikiann/en 1",
  ]);

  expect(heldOut.length).toBeGreaterThan(0);
  const body = (title: string) => `c d e f g h i j k l ${Number(title.split(" ")[1]) % 10}`;
  expect(text.dev.map(textOf)).toEqual([...heldOut.map(body), "h h h h h h h h h"]); // in both files one article
  // "Too short" is, letter by letter, eight tokens.
  expect(text.train.map(textOf)).toEqual([
    ...titles.filter((title) => !isHeldOut(title)).map(body),
    "t ##o ##o s ##h ##o ##r ##t",
    "p q r s t u v w x y z a c",
    "e e e e e e f f f f f f f",
  ]);
  for (const { ids, typeIds } of text.train) expect(Array.from(typeIds)).toEqual(Array.from(ids, () => 0));
  expect(new Set([...text.train, ...text.dev].map(({ id }) => id)).size).toBe(text.train.length + text.dev.length);
  expect(text.tokens).toBe(text.train.reduce((sum, { ids }) => sum + ids.length, 0));
});

test("the second time the cache is read; a damaged one is made anew", async () => {
  const cache = join(root, "second");
  const reports: [number, number][] = [];
  const onProgress = (...report: [number, number]) => reports.push(report);
  const made = await load({ cache, onProgress });
  expect(reports[0][0]).toBeLessThan(reports[0][1]);
  expect(reports.at(-1)![0]).toBe(reports.at(-1)![1]);

  reports.length = 0;
  expect(await load({ cache, onProgress })).toEqual(made);
  expect(reports).toEqual([]);

  const [name] = await readdir(cache);
  const bytes = await readFile(join(cache, name));
  await writeFile(join(cache, name), bytes.subarray(0, -2));
  expect(await load({ cache, onProgress })).toEqual(made);
  expect(reports.length).toBeGreaterThan(0);
  expect(await readFile(join(cache, name))).toEqual(bytes);
});

test("another length, text or evaluation file is another text", async () => {
  const cache = join(root, "others");
  const other = join(root, "other-data");
  await cp(data, other, { recursive: true });
  const digests = [(await load({ cache })).sha256, (await load({ cache, maxLength: 15 })).sha256];
  await writeGzip(join(other, "glue", "rte", "dev.jsonl.gz"), '{"text_a":"a","text_b":"b","label":"entailment"}');
  digests.push((await load({ cache }, other)).sha256);
  await writeGzip(join(other, "text", "c.txt.gz"), "l k j i h g f e d c\n");
  digests.push((await load({ cache }, other)).sha256);
  expect(new Set(digests).size).toBe(4);
  expect((await readdir(cache)).length).toBe(4);
});

test("a limit takes pieces from all over the corpus and changes nothing else", async () => {
  const [all, some] = [await load(), await load({ limit: 40 })];
  expect(some.train).toEqual(some.train.map(({ id }) => all.train.find((piece) => piece.id === id)));
  const places = some.train.map(({ id }) => all.train.findIndex((piece) => piece.id === id));
  expect(places.every((place, i) => i === 0 || place - places[i - 1] <= 11)).toBe(true);
  expect(places.length).toBe(40);
  expect(places.at(-1)).toBeGreaterThan(380);
  expect(some.tokens).toBeLessThan(all.tokens);
  expect({ ...some, train: all.train, tokens: all.tokens }).toEqual(all);
});

test("a limit of dev takes held-out pieces from all over and changes nothing else", async () => {
  const [all, some] = [await load(), await load({ devLimit: 3 })];
  expect(all.dev.length).toBeGreaterThan(3);
  expect(some.dev).toEqual([0, 1, 2].map((i) => all.dev[Math.floor((i * all.dev.length) / 3)]));
  expect({ ...some, dev: all.dev }).toEqual(all);
});

test("a missing or damaged file is one sentence", async () => {
  const folder = join(root, "incomplete");
  await cp(data, folder, { recursive: true });
  const imdb = join(folder, "sentiment", "imdb", "test.jsonl.gz");
  await writeFile(imdb, "no gzip");
  await expect(load({}, folder)).rejects.toThrow(`${imdb} is not a gzip file, or it is damaged`);
  await writeGzip(imdb, "{}\n");
  await expect(load({}, folder)).rejects.toThrow(`${imdb}: line 1: `);
  await rm(imdb);
  await expect(load({}, folder)).rejects.toThrow(
    `cannot read ${imdb} (ENOENT), so the texts of imdb/test cannot be kept out of the training text; --data names the folder that holds the files of all suites`,
  );
  await rm(join(folder, "text"), { recursive: true });
  await expect(load({}, folder)).rejects.toThrow(
    `${join(folder, "text")} has no *.txt.gz; --data names the folder that holds text/`,
  );
});
