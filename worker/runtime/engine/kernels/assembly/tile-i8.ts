/**
 * The tiles that products in integers are made of: six rows, or four, times eight columns.
 *
 * The relaxed dot product of bytes is exact only where its second operand lies in 0..127: beyond it, machines may cut the sum of two
 * products off at 16 bits. Hence the seven bits of activations, and outliers beside them; weights have all eight. Plain SIMD multiplies even and odd bytes
 * as 16-bit numbers.
 *
 * Each row is written out: only locals stay in registers. Six rows need fewer loads a product than four, and workerd checks every load: 4 to 12 % there, less where it does not. Plain SIMD has no registers for them.
 */
import { FLOAT, storeSome, VECTOR } from "./lanes";
import { addOutliers } from "./outliers";
import { COLUMNS } from "./tile";

/** Of a panel: scale, offset and bias of its eight outputs. */
export const HEAD: usize = 3 * <usize>COLUMNS * FLOAT;
export const OFFSET: usize = <usize>COLUMNS * FLOAT;
export const BIAS: usize = 2 * <usize>COLUMNS * FLOAT;

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
export function fourRows(
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

/** Rows r to r + 5. */
@inline
export function sixRows(
  q: usize, depth: usize, panel: usize, r: i32,
  steps: usize, bottoms: usize, outliers: usize, lists: usize, y: usize, yStride: usize, columns: i32,
): void {
  let x = q + <usize>r * depth, x1 = x + depth, x2 = x1 + depth, x3 = x2 + depth, x4 = x3 + depth, x5 = x4 + depth;
  let w = panel + HEAD;
  let a = i32x4.splat(0), a1 = a, a2 = a, a3 = a, a4 = a, a5 = a, b = a, b1 = a, b2 = a, b3 = a, b4 = a, b5 = a;
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
    const s4 = v128.load32_splat(x4);
    a4 = addDots(left, s4, a4);
    b4 = addDots(right, s4, b4);
    const s5 = v128.load32_splat(x5);
    a5 = addDots(left, s5, a5);
    b5 = addDots(right, s5, b5);
    w += 2 * VECTOR;
    x += 4;
    x1 += 4;
    x2 += 4;
    x3 += 4;
    x4 += 4;
    x5 += 4;
  }
  storeRow(r, a, b, panel, steps, bottoms, outliers, lists, y, yStride, columns);
  storeRow(r + 1, a1, b1, panel, steps, bottoms, outliers, lists, y, yStride, columns);
  storeRow(r + 2, a2, b2, panel, steps, bottoms, outliers, lists, y, yStride, columns);
  storeRow(r + 3, a3, b3, panel, steps, bottoms, outliers, lists, y, yStride, columns);
  storeRow(r + 4, a4, b4, panel, steps, bottoms, outliers, lists, y, yStride, columns);
  storeRow(r + 5, a5, b5, panel, steps, bottoms, outliers, lists, y, yStride, columns);
}
