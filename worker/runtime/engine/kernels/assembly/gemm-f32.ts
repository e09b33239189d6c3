/** Linear layers in floats: `y = x Wᵀ + b`. */
import { FLOAT } from "./lanes";
import { columnsOf, panelExact, panelFused } from "./panel";
import { COLUMNS, oneRow, oneRowFourPanels, panelBytes, ROWS } from "./tile";

/** Columns that one row is multiplied by at once. */
const WIDE: i32 = 4 * COLUMNS;

/**
 * Packs W `[out, depth]` to panels of eight outputs: for each k the eight side by side, zeros where W has none. Number k of output
 * o lies at `w + o outStride + k depthStride` (bytes), so that matrices that lie transposed are packed as well.
 * `packed`: `ceil(out / 8) depth` times 32 bytes.
 */
export function packF32(w: usize, outStride: usize, depthStride: usize, out: i32, depth: i32, packed: usize): void {
  for (let first: i32 = 0; first < out; first += COLUMNS) {
    for (let k: i32 = 0; k < depth; k++) {
      for (let c: i32 = first; c < first + COLUMNS; c++) {
        store<f32>(packed, c < out ? load<f32>(w + <usize>c * outStride + <usize>k * depthStride) : 0);
        packed += FLOAT;
      }
    }
  }
}

@inline
function gemm(
  x: usize, rows: i32, depth: i32, packed: usize, out: i32, from: usize, fromStride: usize, y: usize, fused: bool,
): void {
  const xStride = <usize>depth << 2, yStride = <usize>out << 2, panel = panelBytes(depth);
  if (rows < ROWS) {
    for (; rows > 0; rows--) {
      let w = packed, column: usize = 0, c: i32 = 0;
      for (; c + WIDE <= out; c += WIDE) {
        oneRowFourPanels(x, w, depth, from ? from + column : 0, y + column, fused);
        w += 4 * panel;
        column += <usize>WIDE << 2;
      }
      for (; c < out; c += COLUMNS) {
        oneRow(x, w, COLUMNS << 2, depth, from ? from + column : 0, y + column, columnsOf(c, out), fused);
        w += panel;
        column += COLUMNS << 2;
      }
      x += xStride;
      y += yStride;
      from += fromStride;
    }
    return;
  }
  for (let c: i32 = 0; c < out; c += COLUMNS) {
    const column = <usize>c << 2, start = from ? from + column : 0, columns = columnsOf(c, out);
    if (fused) panelFused(x, xStride, rows, packed, COLUMNS << 2, depth, start, fromStride, y + column, yStride, columns);
    else panelExact(x, xStride, rows, packed, COLUMNS << 2, depth, start, fromStride, y + column, yStride, columns);
    packed += panel;
  }
}

function gemmExact(
  x: usize, rows: i32, depth: i32, packed: usize, out: i32, from: usize, fromStride: usize, y: usize,
): void {
  gemm(x, rows, depth, packed, out, from, fromStride, y, false);
}

/**
 * `y = x Wᵀ + b` for x `[rows, depth]` and W packed -> y `[rows, out]`; `bias` `[out]`, or 0 for none. Bits are the same on every machine and
 * in both binaries: for the float layers of models whose other layers are integers.
 */
export function linearF32(x: usize, rows: i32, depth: i32, packed: usize, out: i32, bias: usize, y: usize): void {
  gemmExact(x, rows, depth, packed, out, bias, 0, y);
}

/** As `linearF32` with relaxed multiply-add, where the binary has it: last bits may differ between binaries and machines. */
export function linearF32Fused(x: usize, rows: i32, depth: i32, packed: usize, out: i32, bias: usize, y: usize): void {
  gemm(x, rows, depth, packed, out, bias, 0, y, true);
}

/** `y = start + x Wᵀ`, each row having a start of its own, `[rows, out]`, apart from y. Bits as those of `linearF32`. */
export function addProduct(x: usize, rows: i32, depth: i32, packed: usize, out: i32, from: usize, y: usize): void {
  gemmExact(x, rows, depth, packed, out, from, <usize>out << 2, y);
}
