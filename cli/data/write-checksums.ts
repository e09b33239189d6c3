/** `node cli/data/write-checksums.ts <data folder>` writes checksums.json, and what is known of suites, from a folder that has every file. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SUITES } from "../../eval/suites/index.ts";
import { gzipText } from "../../trainer/files/gzip-text.ts";
import { DATA_SETS } from "./catalogue.ts";
import { readDataFile } from "./read-data-file.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("which data folder?");

const knownRows: Record<string, unknown> = {};
const checksums: Record<string, { rows: number; sha256: string }> = {};
for (const set of DATA_SETS) {
  for (const file of set.files) {
    const outcome = await readDataFile(set, file, gzipText(await readFile(join(folder, file.path))));
    if (outcome.kind === "refused") throw new Error(`${file.path}: ${JSON.stringify(outcome.errors[0])}`);
    checksums[file.path] = { rows: outcome.rows, sha256: outcome.sha256 };
    if (SUITES[set.suite.id]?.file === file.path) knownRows[set.suite.id] = outcome.known;
  }
}
await write(new URL("checksums.json", import.meta.url), checksums);
await write(new URL("../../eval/suites/known-rows.json", import.meta.url), knownRows);

async function write(url: URL, values: Record<string, unknown>): Promise<void> {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(url, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}
