/**
 * Rows of tables as floats. All read row `ids[i]` of a table for i < count (ids: signed 32 bits, not checked) and write, or with
 * `add` add, it to row i of y `[count, width]`: so that an embedding is a sum of words, types and positions.
 */
import { loadHalves } from "./half";
import { FLOAT, LANES, loadSome, storeSome, VECTOR } from "./lanes";

@inline
function put(y: usize, row: v128, left: i32, add: bool): void {
  storeSome(y, add ? f32x4.add(loadSome(y, left), row) : row, left);
}

/** Of a table of floats. */
export function gatherF32(ids: usize, count: i32, table: usize, width: i32, y: usize, add: bool): void {
  for (; count > 0; count--) {
    let row = table + <usize>load<i32>(ids) * (<usize>width << 2);
    for (let left = width; left > 0; left -= LANES) {
      put(y, loadSome(row, left), left, add);
      row += VECTOR;
      y += <usize>min(left, LANES) << 2;
    }
    ids += 4;
  }
}

/** Of a table of halves. */
export function gatherF16(ids: usize, count: i32, table: usize, width: i32, y: usize, add: bool): void {
  for (; count > 0; count--) {
    let row = table + <usize>load<i32>(ids) * (<usize>width << 1);
    for (let left = width; left > 0; left -= LANES) {
      put(y, loadHalves(row, left), left, add);
      row += VECTOR / 2;
      y += <usize>min(left, LANES) << 2;
    }
    ids += 4;
  }
}

/** Of a table of signed bytes, each row times its number of `scales`, F32 `[rows]`. */
export function gatherI8(ids: usize, count: i32, table: usize, scales: usize, width: i32, y: usize, add: bool): void {
  for (; count > 0; count--) {
    const id = <usize>load<i32>(ids), scale = v128.load32_splat(scales + id * FLOAT);
    let row = table + id * <usize>width;
    for (let left = width; left > 0; left -= LANES) {
      put(y, f32x4.mul(loadBytes(row, left), scale), left, add);
      row += LANES;
      y += <usize>min(left, LANES) << 2;
    }
    ids += 4;
  }
}

/** The first `count` signed bytes at `at`, four at most, as floats. Reads nothing behind them. */
@inline
function loadBytes(at: usize, count: i32): v128 {
  const bytes = count >= LANES ? v128.load32_zero(at) : fewBytes(at, count);
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(bytes)));
}

function fewBytes(at: usize, count: i32): v128 {
  let some = i32x4.splat(0);
  if (count > 0) some = i8x16.replace_lane(some, 0, load<i8>(at));
  if (count > 1) some = i8x16.replace_lane(some, 1, load<i8>(at, 1));
  if (count > 2) some = i8x16.replace_lane(some, 2, load<i8>(at, 2));
  return some;
}
