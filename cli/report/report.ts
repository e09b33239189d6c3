/** A report as data: what it says, before anyone decides whether it is printed, or written as Markdown or CSV. */
import type { Figure } from "../../r2-assets/format/run.ts";

export type Cell = string | number | null | undefined | Figure;

/** How a column's cells are shown. CSV has the numbers as they are, a figure as three of them. */
export type Format =
  | "text"
  | "count"
  | "tenths"
  | "ratio"
  | "fraction"
  | "signed"
  | "figure"
  | "signed-figure"
  | "rank"
  | "p";

export interface ReportColumn {
  title: string;
  /** What CSV calls it. */
  name: string;
  format: Format;
}

export interface Section {
  title: string;
  /** Sentences under the table. */
  notes: readonly string[];
  columns: readonly ReportColumn[];
  rows: readonly (readonly Cell[])[];
  /** Too long for a terminal: only files have it. */
  detail: boolean;
}

export interface Report {
  title: string;
  /** Sentences under the title. */
  lines: readonly string[];
  sections: readonly Section[];
  /** What holds for every row that says nothing else in a column of that name; CSV, which has no title, tells it by row. */
  about?: Readonly<Record<string, string | number | null>>;
  /** What a JSON file says: the records the report is made of. */
  json: unknown;
}

/** A section of more rows than this is a detail: for files alone. */
export const MOST_LINES = 25;

/** A column and where its cells come from. */
export interface ColumnOf<Row> extends ReportColumn {
  of(row: Row): Cell;
}

export interface SectionOptions {
  notes?: readonly string[];
  detail?: boolean;
}

/** A section of one row for each of `rows`; columns that are empty throughout are left out. */
export function section<Row>(
  title: string,
  columns: readonly ColumnOf<Row>[],
  rows: readonly Row[],
  { notes = [], detail = false }: SectionOptions = {},
): Section {
  const filled = columns.filter(({ of }) => rows.some((row) => !isEmpty(of(row))));
  return {
    title,
    notes,
    columns: filled.map(({ title, name, format }) => ({ title, name, format })),
    rows: rows.map((row) => filled.map(({ of }) => of(row))),
    detail,
  };
}

export const isFigure = (cell: Cell): cell is Figure => typeof cell === "object" && cell !== null;

const isEmpty = (cell: Cell): boolean =>
  cell === undefined || cell === null || cell === "" || (isFigure(cell) && cell.value === null);
