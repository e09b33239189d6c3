/**
 * Linear layers in integers: `y = x Wᵀ + b` for W in signed bytes with a scale an output, and x in seven bits a row
 * (`quantise-rows.ts`). Sums over k are integers, so that both binaries and all machines give the same bits, and the float steps
 * behind them have one order and no relaxed instruction.
 */
import { listBytes } from "./outliers";
import { columnsOf } from "./panel";
import { COLUMNS } from "./tile";
import { BIAS, fourRows, HEAD, OFFSET, sixRows } from "./tile-i8";

/** Bytes of a depth rounded up to fours, which is how far apart rows of activations lie. */
@inline
export function paddedDepth(depth: i32): i32 {
  return (depth + 3) & ~3;
}

/**
 * Packs W to panels of eight outputs. Byte k of output o lies at `w + o outStride + k depthStride`; `zeroPoint` is 128 for bytes that are
 * unsigned with that zero point, 0 for signed ones. `scales`, `bias`: F32 `[out]`; bias 0 for none.
 * A panel holds `[scale; scale Σ_k w; bias]` of its outputs (96 bytes), then for each four k the four bytes of each output:
 * `ceil(out / 8) (96 + 8 paddedDepth)` bytes in all.
 */
export function packI8(
  w: usize, outStride: usize, depthStride: usize, zeroPoint: i32,
  scales: usize, bias: usize, out: i32, depth: i32, packed: usize,
): void {
  for (let first: i32 = 0; first < out; first += COLUMNS) {
    for (let c: i32 = 0; c < COLUMNS; c++) {
      const o = first + c, exists = o < out, head = packed + (<usize>c << 2);
      let sum: i32 = 0;
      for (let k: i32 = 0; k < paddedDepth(depth); k++) {
        const byte = exists && k < depth ? load<u8>(w + <usize>o * outStride + <usize>k * depthStride) ^ zeroPoint : 0;
        store<u8>(packed + HEAD + (<usize>(k >> 2) << 5) + (<usize>c << 2) + (k & 3), <u8>byte);
        sum += <i32><i8>byte;
      }
      const scale = exists ? load<f32>(scales + (<usize>o << 2)) : 0;
      store<f32>(head, scale);
      store<f32>(head, scale * <f32>sum, OFFSET);
      store<f32>(head, exists && bias ? load<f32>(bias + (<usize>o << 2)) : 0, BIAS);
    }
    packed += HEAD + <usize>paddedDepth(depth) * COLUMNS;
  }
}

/** Whether the next tile of so many rows has six: until what is left makes whole tiles of four. */
@inline
function byTiles(left: i32): bool {
  return RELAXED && left >= 6 && (left >= 12 || (left & 3) !== 0);
}

/**
 * `y [rows, out]` for activations q `[rows, paddedDepth]` with `steps`, `bottoms` and `outliers`, a list a row, from `quantiseRows`, W packed by
 * `packI8`. Sums fit 32 bits up to a depth of 14,500: 127 times 128 each, and 8,191 times 128 for each outlier.
 */
export function linearI8(
  q: usize, rows: i32, depth: i32, packed: usize, out: i32,
  steps: usize, bottoms: usize, outliers: usize, y: usize,
): void {
  const bytes = <usize>paddedDepth(depth), lists = listBytes(depth), last = rows - 1;
  for (let c: i32 = 0; c < out; c += COLUMNS) {
    let r: i32 = 0;
    for (; byTiles(rows - r); r += 6) {
      sixRows(q, bytes, packed, r, steps, bottoms, outliers, lists, y + (<usize>c << 2), <usize>out << 2, columnsOf(c, out));
    }
    for (; r < rows; r += 4) {
      fourRows(
        q, bytes, packed, r, min(r + 1, last), min(r + 2, last), min(r + 3, last),
        steps, bottoms, outliers, lists, y + (<usize>c << 2), <usize>out << 2, columnsOf(c, out),
      );
    }
    packed += HEAD + bytes * COLUMNS;
  }
}
