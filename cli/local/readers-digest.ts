import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../project-root.ts";

/** What decides which rows a file has. */
const SOURCES = [
  "eval/kinds",
  "eval/labels",
  "eval/lines",
  "eval/readers",
  "eval/suites",
  "eval/tags",
  "r2-assets/format/exact-json.ts",
  "r2-assets/format/rows.ts",
];

/** sha256 of the code that reads data files: as long as it is the same, the same file has the same rows. */
export async function readersDigest(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const path of source.endsWith(".ts") ? [source] : await codeIn(source))
      hash.update(`${path}\n`).update(await readFile(join(projectRoot, path)));
  }
  return hash.digest("hex");
}

async function codeIn(folder: string): Promise<string[]> {
  const names = await readdir(join(projectRoot, folder), { recursive: true });
  return names
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .sort()
    .map((name) => `${folder}/${name}`);
}
