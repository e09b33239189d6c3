import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DATA_SETS } from "./catalogue.ts";
import { CHECKSUMS } from "./checksums.ts";
import { importDataSet } from "./import-data.ts";

const setOf = (id: string) => DATA_SETS.find((set) => set.id === id)!;
const wnli = setOf("glue/wnli");
const DEV = "glue/wnli/dev.jsonl.gz";

/** As GLUE's archive has them, but of our own words. */
const tsv = (rows: number) =>
  `index\tsentence1\tsentence2\tlabel\n${Array.from({ length: rows }, (_, i) => `${i}\tIt rained ${i} times.\tIt was wet.\t${i % 2}\n`).join("")}`;

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-data-"));
  data = join(folder, "data");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(folder, path, ".."), { recursive: true });
  await writeFile(join(folder, path), content);
}

test("every file has a checksum, and a checksum every file", () => {
  const paths = DATA_SETS.flatMap(({ files }) => files.map(({ path }) => path));
  expect(new Set(paths).size).toBe(paths.length);
  expect([...paths].sort()).toEqual(Object.keys(CHECKSUMS).sort());
  for (const { suite, files } of DATA_SETS)
    expect(files).toContainEqual(expect.objectContaining({ path: suite.file, idPrefix: suite.idPrefix }));
});

test.each([
  ["the folder that the archive unpacks to", "."],
  ["inside that folder", "WNLI"],
])("official tables become JSON lines: %s", async (_, from) => {
  await put("WNLI/dev.tsv", tsv(71));
  expect(await importDataSet(wnli, join(folder, from), data)).toEqual([
    { kind: "not found", path: "glue/wnli/train.jsonl.gz" },
    { kind: "imported", path: DEV, from: join(folder, "WNLI/dev.tsv"), rows: 71, asKnown: false },
  ]);
  const lines = gunzipSync(await readFile(join(data, DEV)))
    .toString()
    .split("\n");
  expect(lines[1]).toBe('{"id":"wnli-dev-1","text_a":"It rained 1 times.","text_b":"It was wet.","label":1}');
  expect(lines).toHaveLength(72);
});

test("files that lie as in a data folder are taken as they are, and those present are left", async () => {
  const rows = Array.from({ length: 71 }, (_, i) => JSON.stringify({ text_a: "a", text_b: `${i}`, label: 0 })).join(
    "\n",
  );
  const bytes = gzipSync(rows);
  await put(`elsewhere/${DEV}`, bytes);
  const imported = await importDataSet(wnli, join(folder, "elsewhere"), data);
  expect(imported).toContainEqual(expect.objectContaining({ kind: "imported", path: DEV }));
  expect(await readFile(join(data, DEV))).toEqual(bytes);
  expect(await importDataSet(wnli, join(folder, "elsewhere"), data)).toContainEqual({ kind: "present", path: DEV });
});

test.each([
  ["of too few rows", "glue/wnli", "WNLI/dev.tsv", tsv(70), `it has 70 rows, ${DEV} has 71`],
  [
    "with a broken line",
    "glue/wnli",
    "WNLI/dev.tsv",
    `${tsv(1)}x\n`,
    "line 3: expected 4 columns with two texts and a label's index",
  ],
  ["that is another table", "glue/wnli", "WNLI/dev.tsv", "sentence\tlabel\n", "line 1: there is no column sentence1"],
  ["that is no JSON", "squad/v1.1", "dev-v1.1.json", "{", "line 1: not valid JSON"],
  [
    "that is no UTF-8",
    "squad/v1.1",
    "dev-v1.1.json",
    Uint8Array.of(0x7b, 0xff),
    "it is not UTF-8: byte 1 (0xFF, line 1)",
  ],
])("refuses a file %s, and leaves nothing behind", async (_, id, path, content, message) => {
  await put(path, content);
  await expect(importDataSet(setOf(id), folder, data)).rejects.toThrow(message);
  expect(await readdir(data).catch(() => [])).toEqual([]);
});
