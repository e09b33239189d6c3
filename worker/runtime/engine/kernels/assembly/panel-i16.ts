/** Layers whose matrix is bytes, which are exact as 16-bit integers, for rows of floats, which are rounded to 16 bits each by its own largest number. */
import { FLOAT, LANES, loadSome, storeSome, VECTOR } from "./lanes";
import { LARGEST, largestSize, shortsBytes, shortsOfRow } from "./shorts";
import { COLUMNS, ROWS } from "./tile";
import { fourRows, shortPanelBytes } from "./tile-i16";

/** A panel's eight scales, before its weights. */
const HEAD: usize = 2 * VECTOR;

/** Bytes of a panel: eight floats, what its columns' sums are multiplied by, and for each two k two 16-bit weights of each column; k filled up to eights. */
@inline
export function panelBytesI16(depth: i32): usize {
  return HEAD + shortPanelBytes(depth);
}

/** What rows are rounded to parts of, so that sums of `depth` products with bytes fit 32 bits. */
@inline
function mostOf(depth: i32): f32 {
  const most: i32 = 0x7fffffff / (128 * depth);
  return min<f32>(LARGEST, <f32>most);
}

/** A row of `depth` floats as `q` times what is stored at `factor`. What is not finite makes the factor so. */
export function roundRow(x: usize, depth: i32, q: usize, factor: usize): void {
  const largest = largestSize(x, 0, 1, depth), most = mostOf(depth);
  shortsOfRow(x, depth, most / largest, q);
  store<f32>(factor, largest / most);
}

/** `y = x by`, number by number. */
export function multiply(x: usize, by: usize, count: i32, y: usize): void {
  for (; count > 0; count -= LANES) {
    storeSome(y, f32x4.mul(loadSome(x, count), loadSome(by, count)), count);
    x += VECTOR;
    by += VECTOR;
    y += VECTOR;
  }
}

/** `y[r, c] = factors[r] scales[c] Σ_k q[r, k] w[k, c] + bias[c]` for any number of rows and a panel's columns, of which `columns` are stored; `bias` may be 0 for none. */
export function panelI16(
  q: usize, rows: i32, panel: usize, depth: i32, factors: usize, bias: usize, y: usize, yStride: usize, columns: i32,
): void {
  const stride = shortsBytes(depth), w = panel + HEAD;
  if (rows < ROWS) {
    // Each as the four rows of a tile.
    for (let r: usize = 0; r < <usize>rows; r++) {
      const factor = v128.load32_splat(factors + r * FLOAT);
      fourRows(q + r * stride, 0, w, depth, factor, panel, bias, y + r * yStride, 0, columns);
    }
    return;
  }
  for (let done: i32 = 0; done < rows; done += ROWS) {
    const r = <usize>min(done, rows - ROWS);
    fourRows(q + r * stride, stride, w, depth, v128.load(factors + r * FLOAT), panel, bias, y + r * yStride, yStride, columns);
  }
}
