import { table } from "../ui/table.ts";
import { alignment, formatCell } from "./format-cell.ts";
import type { Cell, Report, Section } from "./report.ts";

/** The report as a terminal shows it, details left out. Ends without a newline. */
export function textReport({ title, lines, sections }: Report): string {
  const shown = sections.filter(({ detail, rows, notes }) => !detail && (rows.length > 0 || notes.length > 0));
  const only = shown.length === 1;
  return [[title, ...lines].join("\n"), ...shown.map((section) => sectionText(section, only))].join(
    only ? "\n" : "\n\n",
  );
}

/** The only section needs no title of its own. */
function sectionText({ title, columns, rows, notes }: Section, only: boolean): string {
  const drawn = table<readonly Cell[]>(
    columns.map(({ title, format }, i) => ({
      title,
      cell: (row) => formatCell(row[i], format),
      align: alignment(format),
    })),
    rows,
  );
  return [...(only ? [] : [`${title}:`]), ...(rows.length > 0 ? [drawn] : []), ...notes].join("\n");
}
