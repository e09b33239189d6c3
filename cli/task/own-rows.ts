import { readItems } from "../../eval/readers/read-suite.ts";
import type { Row } from "../../r2-assets/format/rows.ts";
import { CliError } from "../cli-error.ts";
import type { Brought } from "./brought.ts";
import { columnsOf } from "./column.ts";
import { type Flaw, foundRow, type RowValue } from "./found-row.ts";
import type { Layout } from "./layout.ts";

/** A row that can be learnt from, and where it stands. */
export interface OwnRow {
  line: number;
  row: Row;
}

export interface OwnRows {
  brought: Brought;
  rows: OwnRow[];
  /** Rows that are none. */
  flawed: readonly (Flaw & { line: number })[];
  /** What users should know of how the rows were read. */
  notes: readonly string[];
}

/** The rows of a file, `train-3` where they have no ids of their own. Throws CliError for what cannot be read. */
export function ownRows(brought: Brought, layout: Layout, prefix: string, ownIds: boolean): OwnRows {
  const missing = columnsIn(layout).find((name) => !brought.columns.includes(name));
  if (missing !== undefined)
    throw new CliError(`${brought.file} has no column ${missing}; it has ${brought.columns.join(", ")}`);
  const flawed: (Flaw & { line: number })[] = [];
  const items: { line: number; value: RowValue }[] = [];
  const id = ownIds ? layout.columns.id : undefined;
  for (const each of brought.rows) {
    const found = foundRow(brought, each, layout);
    if ("flaw" in found) flawed.push({ ...(found as Flaw), line: each.line });
    else
      items.push({
        line: each.line,
        value: { id: id ? String(each.cells.get(id)) : `${prefix}-${each.line}`, ...found },
      });
  }
  if (items.length === 0) throw new CliError(`${brought.file}: every row lacks ${flawed[0]?.what ?? "something"}`);
  const read = readItems(layout.kind, items);
  if (read.kind === "refused") throw refusal(brought, read.errors[0]!);
  const { tag_scheme = "IOB2", repaired_spans = 0 } = read;
  const notes = [
    ...(tag_scheme === "IOB2" ? [] : [`${brought.file}: tags are read from ${tag_scheme}`]),
    ...(repaired_spans > 0
      ? [
          `${brought.file}: ${repaired_spans} ${repaired_spans === 1 ? "span is" : "spans are"} repaired that ${tag_scheme} would lose`,
        ]
      : []),
  ];
  return { brought, rows: read.rows.map((row, i) => ({ line: items[i]!.line, row })), flawed, notes };
}

function refusal({ file, counts }: Brought, { line, message }: { line: number; message: string }): CliError {
  return new CliError(line === 0 ? `${file}: ${message}` : `${file}, ${counts} ${line}: ${message}`);
}

const columnsIn = ({ columns: { id: _, ...columns }, matrix = [] }: Layout): string[] => [
  ...Object.values(columns),
  ...matrix,
];

/** Whether a column of ids has one for every row, and none twice, in all files together; else why not. */
export function idTrouble(files: readonly Brought[], column: string): string | undefined {
  const seen = new Map<string, string>();
  for (const { file, counts, rows } of files)
    for (const { line, cells } of rows) {
      const cell = cells.get(column);
      const place = `${counts} ${line} of ${file}`;
      if (cell === undefined || String(cell).trim() === "") return `${place} has none`;
      const [id, before] = [String(cell), seen.get(String(cell))];
      if (before !== undefined) return `${place} has the ${column} of ${before}, ${id}`;
      if (id.length > 200) return `${place} has one of more than 200 characters`;
      seen.set(id, place);
    }
  return undefined;
}

/** Titles that hold something and that nobody reads. */
export const unreadColumns = (brought: Brought, layout: Layout): string[] => {
  const read = new Set([...columnsIn(layout), ...Object.values(layout.columns)]);
  return columnsOf(brought)
    .filter(({ name, type }) => !read.has(name) && type !== "empty")
    .map(({ name }) => name);
};
