/** Plain aligned tables. */

export interface Column<Row> {
  title: string;
  cell(row: Row): string | number | null;
  /** Numbers read best aligned to the right. */
  align?: "left" | "right";
}

/** One line a row under a line of titles, columns two spaces apart; null shows as `-`. Ends without a newline. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const text = [columns.map((c) => c.title), ...rows.map((row) => columns.map((c) => String(c.cell(row) ?? "-")))];
  const widths = columns.map((_, i) => Math.max(...text.map((line) => line[i]!.length)));
  return text
    .map((line) =>
      line
        .map((cell, i) => (columns[i]!.align === "right" ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
