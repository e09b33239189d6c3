import { partOf, type SplitRow } from "../../eval/sampling/split.ts";
import type { SuiteDescription } from "../../eval/suites/index.ts";
import type { SplitPart } from "../../r2-assets/format/suite.ts";

/** As many choose as report. */
const SHARE = 0.5;

/**
 * Rows in two, file by file, each file of the suite beside it: those that choose and those that report, as an upload in two parts at 0.5 tells
 * them apart. Rows of one cluster, where the suite or they themselves know one, stay together. Throws Error where no row is in a half.
 */
export async function halvesOf<R extends SplitRow>(
  files: readonly (readonly R[])[],
  suites: readonly Pick<SuiteDescription, "id" | "group">[],
): Promise<Record<SplitPart["part"], R[][]>> {
  const parts = await Promise.all(
    files.map((rows, i) => {
      const { id: suite, group } = suites[i]!;
      return Promise.all(rows.map((row) => partOf({ id: row.id, group: clusterOf(row, group) }, suite, SHARE)));
    }),
  );
  const only = (part: SplitPart["part"]) => files.map((rows, i) => rows.filter((_, j) => parts[i]![j] === part));
  const halves = { choose: only("choose"), report: only("report") };
  for (const half of Object.values(halves))
    if (half.every(({ length }) => length === 0))
      throw new Error(
        `dev of ${suites[0]!.id} cannot be halved: all its ${files.flat().length} rows are in one half, so choose must be "whole"`,
      );
  return halves;
}

/** What names a row's cluster: its own group, else its value in the suite's column. Undefined where it is by itself. */
function clusterOf(row: SplitRow, column: string | undefined): string | undefined {
  if (row.group !== undefined || column === undefined) return row.group;
  const value = (row as unknown as Record<string, unknown>)[column];
  return typeof value === "string" && value !== "" ? value : undefined;
}
