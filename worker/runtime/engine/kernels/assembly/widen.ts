/** Stored tensors as floats, when a model is loaded: halves, and factors in bytes with a scale a row or a column. */
import { loadBytes } from "./gather";
import { loadHalves } from "./half";
import { LANES, loadSome, storeSome, VECTOR } from "./lanes";

/** `count` halves -> floats. Apart from one another. */
export function widenF16(halves: usize, count: i32, y: usize): void {
  for (; count > 0; count -= LANES) {
    storeSome(y, loadHalves(halves, count), count);
    halves += VECTOR / 2;
    y += VECTOR;
  }
}

/** `[rows, columns]` of signed bytes, row r times `scales[r]` (F32) -> floats. */
export function widenI8ByRow(bytes: usize, scales: usize, rows: i32, columns: i32, y: usize): void {
  for (; rows > 0; rows--) {
    const scale = v128.load32_splat(scales);
    for (let left = columns; left > 0; left -= LANES) {
      storeSome(y, f32x4.mul(loadBytes(bytes, left), scale), left);
      bytes += <usize>min(left, LANES);
      y += <usize>min(left, LANES) << 2;
    }
    scales += 4;
  }
}

/** `[rows, columns]` of signed bytes, column c times `scales[c]` (F32) -> floats. */
export function widenI8ByColumn(bytes: usize, scales: usize, rows: i32, columns: i32, y: usize): void {
  for (; rows > 0; rows--) {
    let scale = scales;
    for (let left = columns; left > 0; left -= LANES) {
      storeSome(y, f32x4.mul(loadBytes(bytes, left), loadSome(scale, left)), left);
      scale += VECTOR;
      bytes += <usize>min(left, LANES);
      y += <usize>min(left, LANES) << 2;
    }
  }
}
