/** Eight columns of a product, for any number of rows: tiles of four, and what is left over. */
import { COLUMNS, fourRows, oneRow, ROWS } from "./tile";

/**
 * `y[r, c] = start[r, c] + Σ_k x[r, k] w[k, c]`; arguments as `fourRows` has them, and y apart from start. What is left over of
 * four or more rows is done in a tile that begins in the one before: it writes the same numbers once more.
 */
@inline
function panel(
  x: usize, xStride: usize, rows: i32, w: usize, wStride: usize, depth: i32,
  from: usize, fromStride: usize, y: usize, yStride: usize, columns: i32, fused: bool,
): void {
  if (rows < ROWS) {
    for (let r: usize = 0; r < <usize>rows; r++) {
      oneRow(x + r * xStride, w, wStride, depth, from + r * fromStride, y + r * yStride, columns, fused);
    }
    return;
  }
  for (let done: i32 = 0; done < rows; done += ROWS) {
    const r = <usize>min(done, rows - ROWS);
    fourRows(
      x + r * xStride, xStride, w, wStride, depth,
      from + r * fromStride, fromStride, y + r * yStride, yStride, columns, fused,
    );
  }
}

/** Without a relaxed instruction: bits are those of every machine and binary. */
export function panelExact(
  x: usize, xStride: usize, rows: i32, w: usize, wStride: usize, depth: i32,
  from: usize, fromStride: usize, y: usize, yStride: usize, columns: i32,
): void {
  panel(x, xStride, rows, w, wStride, depth, from, fromStride, y, yStride, columns, false);
}

/** With relaxed multiply-add, where the binary has it. */
export function panelFused(
  x: usize, xStride: usize, rows: i32, w: usize, wStride: usize, depth: i32,
  from: usize, fromStride: usize, y: usize, yStride: usize, columns: i32,
): void {
  panel(x, xStride, rows, w, wStride, depth, from, fromStride, y, yStride, columns, true);
}

/** Columns of the panel that begins at column `first` of `columns`. */
@inline
export function columnsOf(first: i32, columns: i32): i32 {
  return min(COLUMNS, columns - first);
}
