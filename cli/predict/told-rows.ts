/** Rows without an answer, told on the terminal. */

/**
 * One line a reason, with every line of the file that it is true of, runs of lines as ranges: `lines 3, 7-9: not JSON`. Lines
 * come in ascending order.
 */
export function toldRows(failed: readonly { line: number; error: string }[]): string[] {
  const byReason = Map.groupBy(failed, ({ error }) => error);
  return [...byReason].map(([error, rows]) => {
    const ranges = rangesOf(rows.map(({ line }) => line));
    return `${rows.length === 1 ? "line" : "lines"} ${ranges.join(", ")}: ${error}`;
  });
}

function rangesOf(lines: readonly number[]): string[] {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
}
