/**
 * Linear layers in integers: `y = x Wᵀ + b` for W in signed bytes with a scale an output, and x in seven bits a row
 * (`quantise-rows.ts`). Sums over k are integers, so that both binaries and all machines give the same bits, and the float steps
 * behind them have one order and no relaxed instruction.
 *
 * The relaxed dot product of bytes is exact only where its second operand lies in 0..127: beyond it, machines may cut the sum of two
 * products off at 16 bits. Hence the seven bits of activations, and outliers beside them; weights have all eight. Plain SIMD multiplies even and odd bytes
 * as 16-bit numbers.
 */
import { FLOAT, storeSome, VECTOR } from "./lanes";
import { addOutliers, listBytes } from "./outliers";
import { columnsOf } from "./panel";
import { COLUMNS, ROWS } from "./tile";

/** Of a panel: scale, offset and bias of its eight outputs. */
const HEAD: usize = 3 * <usize>COLUMNS * FLOAT;
const OFFSET: usize = <usize>COLUMNS * FLOAT;
const BIAS: usize = 2 * <usize>COLUMNS * FLOAT;

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

@inline
function addDots(weights: v128, activations: v128, sums: v128): v128 {
  if (RELAXED) return i32x4.relaxed_dot_i8x16_i7x16_add_s(weights, activations, sums);
  const even = i32x4.dot_i16x8_s(evenBytes(weights), v128.and(activations, i16x8.splat(0xff)));
  const odd = i32x4.dot_i16x8_s(i16x8.shr_s(weights, 8), i16x8.shr_u(activations, 8));
  return i32x4.add(sums, i32x4.add(even, odd));
}

@inline
function evenBytes(weights: v128): v128 {
  return i16x8.shr_s(i16x8.shl(weights, 8), 8);
}

/** `(sum scale) step + (bottom offset + bias)` of four outputs of a row, in this order. */
@inline
function scaled(sums: v128, panel: usize, step: v128, bottom: v128): v128 {
  const unit = f32x4.mul(f32x4.convert_i32x4_s(sums), v128.load(panel));
  const shift = f32x4.add(f32x4.mul(bottom, v128.load(panel, OFFSET)), v128.load(panel, BIAS));
  return f32x4.add(f32x4.mul(unit, step), shift);
}

/** Of a row: its range, its outliers, where its outputs go. */
function storeRow(
  r: i32, left: v128, right: v128, panel: usize, steps: usize, bottoms: usize, outliers: usize, lists: usize,
  y: usize, yStride: usize, columns: i32,
): void {
  const step = v128.load32_splat(steps + (<usize>r << 2)), bottom = v128.load32_splat(bottoms + (<usize>r << 2));
  outliers += <usize>r * lists;
  y += <usize>r * yStride;
  left = addOutliers(left, panel + HEAD, outliers);
  right = addOutliers(right, panel + HEAD + VECTOR, outliers);
  storeSome(y, scaled(left, panel, step, bottom), columns);
  storeSome(y + VECTOR, scaled(right, panel + VECTOR, step, bottom), columns - 4);
}

/** Rows r, r1, r2, r3, which may be the same ones: then they are written more than once. */
@inline
function fourRows(
  q: usize, depth: usize, panel: usize, r: i32, r1: i32, r2: i32, r3: i32,
  steps: usize, bottoms: usize, outliers: usize, lists: usize, y: usize, yStride: usize, columns: i32,
): void {
  let x = q + <usize>r * depth, x1 = q + <usize>r1 * depth, x2 = q + <usize>r2 * depth, x3 = q + <usize>r3 * depth;
  let w = panel + HEAD;
  let a = i32x4.splat(0), a1 = a, a2 = a, a3 = a, b = a, b1 = a, b2 = a, b3 = a;
  for (const end = x + depth; x < end; ) {
    const left = v128.load(w), right = v128.load(w, VECTOR);
    const s = v128.load32_splat(x);
    a = addDots(left, s, a);
    b = addDots(right, s, b);
    const s1 = v128.load32_splat(x1);
    a1 = addDots(left, s1, a1);
    b1 = addDots(right, s1, b1);
    const s2 = v128.load32_splat(x2);
    a2 = addDots(left, s2, a2);
    b2 = addDots(right, s2, b2);
    const s3 = v128.load32_splat(x3);
    a3 = addDots(left, s3, a3);
    b3 = addDots(right, s3, b3);
    w += 2 * VECTOR;
    x += 4;
    x1 += 4;
    x2 += 4;
    x3 += 4;
  }
  storeRow(r, a, b, panel, steps, bottoms, outliers, lists, y, yStride, columns);
  storeRow(r1, a1, b1, panel, steps, bottoms, outliers, lists, y, yStride, columns);
  storeRow(r2, a2, b2, panel, steps, bottoms, outliers, lists, y, yStride, columns);
  storeRow(r3, a3, b3, panel, steps, bottoms, outliers, lists, y, yStride, columns);
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
    for (let r: i32 = 0; r < rows; r += ROWS) {
      fourRows(
        q, bytes, packed, r, min(r + 1, last), min(r + 2, last), min(r + 3, last),
        steps, bottoms, outliers, lists, y + (<usize>c << 2), <usize>out << 2, columnsOf(c, out),
      );
    }
    packed += HEAD + bytes * COLUMNS;
  }
}
