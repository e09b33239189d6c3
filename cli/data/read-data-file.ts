import { KINDS } from "../../eval/kinds/index.ts";
import type { Kind } from "../../eval/kinds/kind.ts";
import { readSuite, type SuiteRows } from "../../eval/readers/read-suite.ts";
import type { KnownRows } from "../../eval/suites/known-suite.ts";
import { groupingOf } from "../../r2-assets/format/clusters.ts";
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
      /** What a suite of these rows says of them. */
      known: KnownRows;
    }
  | Extract<SuiteRows, { kind: "refused" }>;

/** Reads a file's text as its data set says; tells how many rows it has, and whether they are those known. */
export async function readDataFile({ suite }: DataSet, { path, idPrefix }: DataFile, text: string): Promise<DataRows> {
  const read = readSuite({ ...suite, file: path, idPrefix }, text);
  if (read.kind === "refused") return read;
  const digest = await sha256(canonicalRows(kindOf(suite), read.rows));
  const checksum = CHECKSUMS[path];
  const { rows, kind: _, labels, clusters, ...tags } = read;
  const grouping = clusters && (await groupingOf(clusters, suite.behavioural === true));
  const counts = (KINDS[kindOf(suite)] as Kind).upload.counts();
  for (const row of rows) counts.add(row);
  return {
    kind: "rows",
    rows: rows.length,
    sha256: digest,
    ...(checksum && { asKnown: checksum.sha256 === digest }),
    known: {
      ...{ rows: rows.length, sha256: digest },
      ...(labels && { labels }),
      ...counts.told(),
      ...tags,
      ...grouping?.told,
    },
  };
}
