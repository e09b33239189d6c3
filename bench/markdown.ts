/** Markdown: tables of one value a cell, and numbers as the page shows them. */

import { signed } from "../cli/report/format-cell.ts";
import { fraction, pValue } from "../cli/ui/figures.ts";

export interface Column<Row> {
  title: string;
  /** Null and undefined are shown as a dash. */
  of(row: Row): string | null | undefined;
  /** Numbers stand at the right. */
  right?: boolean;
}

/** A table; a column without any value is left out. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const filled = columns.filter(({ of }) => rows.some((row) => of(row) != null));
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(filled.map(({ title }) => title)),
    line(filled.map(({ right }) => (right ? "---:" : "---"))),
    ...rows.map((row) => line(filled.map(({ of }) => of(row) ?? "–"))),
  ].join("\n");
}

type Maybe<T> = T | null | undefined;
const when =
  <T>(show: (value: T) => string) =>
  (value: Maybe<T>) =>
    value == null ? null : show(value);

/** `0.8945` */
export const score = when<number>(fraction);
/** `+0.0115` */
export const change = when<number>(signed);
/** `0.8721 to 0.9134` */
export const interval = when<readonly [number, number]>(([low, high]) => `${fraction(low)} to ${fraction(high)}`);
/** `98.7 %` */
export const percent = when<number>((share) => `${(100 * share).toFixed(1)} %`);
export const p = when<number>(pValue);
/** `17,466,464` */
export const count = when<number>((n) => n.toLocaleString("en-GB"));
/** `17.5`, of a million bytes each. */
export const megabytes = when<number>((bytes) => (bytes / 1e6).toFixed(1));
export const tenths = when<number>((n) => n.toFixed(1));

/** A link to a file of the project, from `docs/` unless told otherwise. */
export const link = (text: string, path: string, up = "../") => `[${text}](${up}${path})`;

/** `name` as code. */
export const code = (name: string) => `\`${name}\``;
