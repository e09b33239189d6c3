/** Tables as CSV (RFC 4180), for those who ask for it with `accept: text/csv`. */
import { z } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import { type Cell, guardCell } from "../../r2-assets/format/csv-cell.ts";

/** What a table's columns are called and where they come from, in order. */
export type Columns<T> = Readonly<Record<string, (row: T) => Cell>>;

export const CSV_TYPE = "text/csv; charset=utf-8; header=present";

/** The `content` entry of a route's response that can be CSV, too. */
export const csv = { "text/csv": { schema: z.string() } } as const;

/**
 * One record, CRLF included. Null and undefined are empty.
 *
 * Text that a spreadsheet would run as a formula gets an apostrophe in front (see `guardCell`): such text may come from
 * strangers. JSON and NDJSON have it as it is.
 */
export const csvRecord = (cells: readonly Cell[]): string => `${cells.map((cell) => field(cell ?? "")).join(",")}\r\n`;

function field(value: string | number | boolean): string {
  const text = typeof value === "string" ? guardCell(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A header and one record a row. */
export function csvTable<T>(columns: Columns<T>, rows: readonly T[]): string {
  const cells = Object.values(columns);
  return csvRecord(Object.keys(columns)) + rows.map((row) => csvRecord(cells.map((cell) => cell(row)))).join("");
}

/** Whether an `accept` header wants CSV more than JSON or NDJSON; wildcards and ties leave it with those. */
export function prefersCsv(accept = ""): boolean {
  const quality = { csv: 0, json: 0 };
  for (const range of accept.toLowerCase().split(",")) {
    const [type, ...parameters] = range.split(";").map((part) => part.trim());
    const name = type === "text/csv" ? "csv" : /^application\/((x-)?nd)?json$/.test(type!) ? "json" : undefined;
    if (name === undefined) continue;
    const q = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
    quality[name] = Math.max(quality[name], q);
  }
  return quality.csv > quality.json;
}

/** Whether this request gets CSV; tells caches that the answer depends on it. */
export function wantsCsv(c: Context): boolean {
  c.header("vary", "accept", { append: true });
  return prefersCsv(c.req.header("accept"));
}

/** Answers 200 with a table: `if (wantsCsv(c)) return csvResponse(c, COLUMNS, rows)`. */
export function csvResponse<T>(
  c: Context,
  columns: Columns<T>,
  rows: readonly T[],
): Response & TypedResponse<string, 200, "text"> {
  return c.body(csvTable(columns, rows), 200, { "content-type": CSV_TYPE }) as unknown as Response &
    TypedResponse<string, 200, "text">;
}
