import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSuite, type SuiteRows } from "../../eval/readers/read-suite.ts";
import { rowComplaint } from "../../eval/readers/row-reader.ts";
import type { SuiteDescription } from "../../eval/suites/index.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { missingFile } from "../data/missing-file.ts";
import { gunzipMembers, utf8 } from "../files/gzip-text.ts";

export interface RowsOfFile<K extends RowKind> {
  rows: RowOf[K][];
  /** Of the file as it lies. */
  sha256: string;
}

/**
 * The rows of `suite.file` under `folder`, which are of kind K; `read` makes them of its text.
 * Throws with one sentence when the file is missing, damaged or has a row that does not fit.
 */
export async function readRows<K extends RowKind>(
  folder: string,
  suite: SuiteDescription,
  read: typeof readSuite = readSuite,
): Promise<RowsOfFile<K>> {
  const path = join(folder, suite.file);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw missingFile(path, suite.file, error);
  });
  const outcome = read(suite, textOf(bytes, path)) as SuiteRows<RowOf[K]>;
  if (outcome.kind === "refused") throw new Error(`${path}: ${rowComplaint(outcome.errors[0])}`);
  return { rows: outcome.rows, sha256: await sha256(bytes) };
}

/** Of a file called `.gz` what is in it. */
function textOf(bytes: Uint8Array, path: string): string {
  let content: Uint8Array;
  try {
    content = path.endsWith(".gz") ? gunzipMembers(bytes) : bytes;
  } catch {
    throw new Error(`${path} is not a gzip file, or it is damaged`);
  }
  try {
    return utf8(content);
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}
