/** A text's rows as one: `[rows, width]` -> `[width]`, rows added or compared in their order. At least one row. */
import { LANES, loadSome, storeSome, VECTOR } from "./lanes";

/** Their mean. */
export function meanRows(x: usize, rows: i32, width: i32, y: usize): void {
  const count = f32x4.splat(<f32>rows), stride = <usize>width << 2;
  for (; width > 0; width -= LANES) {
    let sum = loadSome(x, width), at = x;
    for (let r: i32 = 1; r < rows; r++) {
      at += stride;
      sum = f32x4.add(sum, loadSome(at, width));
    }
    storeSome(y, f32x4.div(sum, count), width);
    x += VECTOR;
    y += VECTOR;
  }
}

/** Of each column the largest. */
export function maxRows(x: usize, rows: i32, width: i32, y: usize): void {
  const stride = <usize>width << 2;
  for (; width > 0; width -= LANES) {
    let most = loadSome(x, width), at = x;
    for (let r: i32 = 1; r < rows; r++) {
      at += stride;
      most = f32x4.max(most, loadSome(at, width));
    }
    storeSome(y, most, width);
    x += VECTOR;
    y += VECTOR;
  }
}
