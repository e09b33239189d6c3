/**
 * Takes the texts of data sets out of recorded runs: answers to questions become places in their contexts, gold a digest.
 *
 *     node cli/reissue/take-out-texts-main.ts DATA [ASSETS]
 *
 * DATA: a data folder, where the rows are read. ASSETS: r2-assets, unless given.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSuite } from "../../eval/readers/read-suite.ts";
import { SUITES } from "../../eval/suites/index.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { canonicalRows, type Row } from "../../r2-assets/format/rows.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { gzipText } from "../../trainer/files/gzip-text.ts";
import { projectRoot } from "../project-root.ts";
import { takeOutTexts } from "./take-out-texts.ts";

const [data, assets = join(projectRoot, "r2-assets")] = process.argv.slice(2);
if (data === undefined) throw new Error("usage: node cli/reissue/take-out-texts-main.ts DATA [ASSETS]");

console.log((await takeOutTexts(assets, rowsOf)).map((run) => `${run}: without texts`).join("\n") || "nothing to do");

async function rowsOf(suite: SuiteInfo): Promise<Row[]> {
  const known = SUITES[suite.id];
  if (known === undefined) throw new Error(`nobody knows where the rows of ${suite.id} lie`);
  const read = readSuite(known, gzipText(await readFile(join(data!, known.file))));
  if (read.kind === "refused") throw new Error(`${known.file} cannot be read`);
  if ((await sha256(canonicalRows(kindOf(suite), read.rows))) !== suite.sha256)
    throw new Error(`${known.file} has other rows than ${suite.id} is known by`);
  return read.rows;
}
