import { alignment, formatCell } from "./format-cell.ts";
import type { Cell, Format, Report, Section } from "./report.ts";

/** The report as GitHub-flavoured Markdown, details included. Ends with a newline. */
export const markdownReport = ({ title, lines, sections }: Report): string =>
  `${[`# ${escaped(title)}`, ...lines.map(escaped), ...sections.map(sectionMarkdown)].join("\n\n")}\n`;

function sectionMarkdown({ title, columns, rows, notes }: Section): string {
  const head = [
    columns.map((column) => escaped(column.title)),
    columns.map(({ format }) => (alignment(format) === "right" ? "---:" : "---")),
  ];
  const body = rows.map((row) => row.map((cell, i) => cellText(cell, columns[i]!.format)));
  const drawn = [...head, ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  return [`## ${escaped(title)}`, ...(rows.length > 0 ? [drawn] : []), ...notes.map(escaped)].join("\n\n");
}

const cellText = (cell: Cell, format: Format): string =>
  format === "text" ? escaped(formatCell(cell, format)) : formatCell(cell, format);

/** Names of tests and slices come from data: none of their characters may end a cell or start a tag or a link. */
const escaped = (text: string): string => text.replace(/[\\`*[\]<>|]/g, "\\$&").replace(/\s+/g, " ");
