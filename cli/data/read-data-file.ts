import { readSuite, type SuiteRows } from "../../eval/readers/read-suite.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { canonicalRows } from "../../r2-assets/format/rows.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import type { DataFile, DataSet } from "./catalogue.ts";
import { CHECKSUMS } from "./checksums.ts";

export type DataRows =
  | {
      kind: "rows";
      rows: number;
      sha256: string /** Undefined: nobody knows what they should be. */;
      asKnown?: boolean;
    }
  | Extract<SuiteRows, { kind: "refused" }>;

/** Reads a file's text as its data set says; tells how many rows it has, and whether they are those known. */
export async function readDataFile({ suite }: DataSet, { path, idPrefix }: DataFile, text: string): Promise<DataRows> {
  const read = readSuite({ ...suite, file: path, idPrefix }, text);
  if (read.kind === "refused") return read;
  const digest = await sha256(canonicalRows(kindOf(suite), read.rows));
  const known = CHECKSUMS[path];
  return { kind: "rows", rows: read.rows.length, sha256: digest, ...(known && { asKnown: known.sha256 === digest }) };
}
