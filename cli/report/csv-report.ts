import { csvRecord } from "../../worker/http/csv.ts";
import { type Cell, isFigure, type Report, type ReportColumn } from "./report.ts";

/**
 * The report as one CSV table: a row for each row of its sections, named in the first column, and every column that any
 * section has, those that the report is about first. Numbers are unrounded; a figure is its value and the ends of its interval.
 */
export function csvReport({ sections, about = {} }: Report): string {
  const names = [...new Set([...Object.keys(about), ...sections.flatMap(({ columns }) => columns.flatMap(namesOf))])];
  const records = sections.flatMap(({ title, columns, rows }) =>
    rows.map((row) => {
      const values = new Map([...Object.entries(about), ...columns.flatMap((column, i) => valuesOf(column, row[i]))]);
      return [title, ...names.map((name) => values.get(name))];
    }),
  );
  return [["section", ...names], ...records].map(csvRecord).join("");
}

const hasInterval = ({ format }: ReportColumn) => ["figure", "signed-figure", "rank"].includes(format);

const namesOf = (column: ReportColumn): string[] =>
  hasInterval(column) ? [column.name, `${column.name}_low`, `${column.name}_high`] : [column.name];

function valuesOf(column: ReportColumn, cell: Cell): [string, string | number | null | undefined][] {
  const parts = isFigure(cell) ? [cell.value, cell.ci95?.[0], cell.ci95?.[1]] : [cell];
  return namesOf(column).map((name, i) => [name, parts[i]]);
}
