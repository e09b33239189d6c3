/** `node cli/data/write-checksums.ts <data folder>` writes checksums.json anew from a folder that has every file. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipText } from "../../trainer/files/gzip-text.ts";
import { DATA_SETS } from "./catalogue.ts";
import { readDataFile } from "./read-data-file.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("which data folder?");

const checksums: Record<string, { rows: number; sha256: string }> = {};
for (const set of DATA_SETS) {
  for (const file of set.files) {
    const outcome = await readDataFile(set, file, gzipText(await readFile(join(folder, file.path))));
    if (outcome.kind === "refused") throw new Error(`${file.path}: ${JSON.stringify(outcome.errors[0])}`);
    checksums[file.path] = { rows: outcome.rows, sha256: outcome.sha256 };
  }
}
const sorted = Object.entries(checksums).sort(([a], [b]) => (a < b ? -1 : 1));
await writeFile(new URL("checksums.json", import.meta.url), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
