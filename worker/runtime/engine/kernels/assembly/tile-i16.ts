/**
 * Products in 16-bit integers, for the float parts of models whose weights are bytes: half the instructions and half the bytes of a product in floats, and
 * sums that are exact, so that both binaries and all machines give the same bits.
 *
 * Numbers lie in pairs, which one instruction multiplies and adds: a row's as they come, a panel's eight columns side by side, for each pair of k
 * the two numbers of each column. Whoever makes the numbers sees to it that sums fit 32 bits.
 */
import { FLOAT, LANES, loadSome, storeSome, VECTOR } from "./lanes";
import { SHORTS, shortsBytes } from "./shorts";

/** Bytes of a pair of eight columns. */
export const PAIR: usize = 2 * VECTOR;

/** Bytes of eight columns of a depth, which is filled up to eights. */
@inline
export function shortPanelBytes(depth: i32): usize {
  return shortsBytes(depth) * 8;
}

/**
 * `y[r, c] = factors[r] scales[c] Σ x[r, k] w[k, c] + bias[c]` for four rows and `columns` <= 8, in this order; only the sum is of integers. `scales` and `bias` are
 * eight floats, or 0 for none. Strides in bytes; of 0 the rows are the same one.
 *
 * Two pairs a turn: V8 looks for interrupts in every turn.
 */
@inline
export function fourRows(
  x: usize, xStride: usize, w: usize, depth: i32, factors: v128, scales: usize, bias: usize, y: usize, yStride: usize, columns: i32,
): void {
  let x1 = x + xStride, x2 = x1 + xStride, x3 = x2 + xStride;
  let a = i32x4.splat(0), a1 = a, a2 = a, a3 = a, b = a, b1 = a, b2 = a, b3 = a;
  for (const end = x + shortsBytes(depth); x < end; ) {
    let left = v128.load(w), right = v128.load(w, VECTOR);
    let s = v128.load32_splat(x);
    a = i32x4.add(a, i32x4.dot_i16x8_s(s, left));
    b = i32x4.add(b, i32x4.dot_i16x8_s(s, right));
    s = v128.load32_splat(x1);
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(s, left));
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(s, right));
    s = v128.load32_splat(x2);
    a2 = i32x4.add(a2, i32x4.dot_i16x8_s(s, left));
    b2 = i32x4.add(b2, i32x4.dot_i16x8_s(s, right));
    s = v128.load32_splat(x3);
    a3 = i32x4.add(a3, i32x4.dot_i16x8_s(s, left));
    b3 = i32x4.add(b3, i32x4.dot_i16x8_s(s, right));
    left = v128.load(w, PAIR);
    right = v128.load(w, PAIR + VECTOR);
    s = v128.load32_splat(x, FLOAT);
    a = i32x4.add(a, i32x4.dot_i16x8_s(s, left));
    b = i32x4.add(b, i32x4.dot_i16x8_s(s, right));
    s = v128.load32_splat(x1, FLOAT);
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(s, left));
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(s, right));
    s = v128.load32_splat(x2, FLOAT);
    a2 = i32x4.add(a2, i32x4.dot_i16x8_s(s, left));
    b2 = i32x4.add(b2, i32x4.dot_i16x8_s(s, right));
    s = v128.load32_splat(x3, FLOAT);
    a3 = i32x4.add(a3, i32x4.dot_i16x8_s(s, left));
    b3 = i32x4.add(b3, i32x4.dot_i16x8_s(s, right));
    w += 2 * PAIR;
    x += 2 * FLOAT;
    x1 += 2 * FLOAT;
    x2 += 2 * FLOAT;
    x3 += 2 * FLOAT;
  }
  storeRow(a, b, splat(factors, 0), scales, bias, y, columns);
  storeRow(a1, b1, splat(factors, 1), scales, bias, y + yStride, columns);
  storeRow(a2, b2, splat(factors, 2), scales, bias, y + 2 * yStride, columns);
  storeRow(a3, b3, splat(factors, 3), scales, bias, y + 3 * yStride, columns);
}

/** Lane r in all four. */
@inline
function splat(v: v128, r: i32): v128 {
  if (r == 0) return v128.shuffle<i32>(v, v, 0, 0, 0, 0);
  if (r == 1) return v128.shuffle<i32>(v, v, 1, 1, 1, 1);
  if (r == 2) return v128.shuffle<i32>(v, v, 2, 2, 2, 2);
  return v128.shuffle<i32>(v, v, 3, 3, 3, 3);
}

@inline
function storeRow(a: v128, b: v128, factor: v128, scales: usize, bias: usize, y: usize, columns: i32): void {
  let left = f32x4.mul(f32x4.convert_i32x4_s(a), factor), right = f32x4.mul(f32x4.convert_i32x4_s(b), factor);
  if (scales) {
    left = f32x4.mul(left, v128.load(scales));
    right = f32x4.mul(right, v128.load(scales, VECTOR));
  }
  if (bias) {
    left = f32x4.add(left, loadSome(bias, columns));
    right = f32x4.add(right, loadSome(bias + VECTOR, columns - LANES));
  }
  storeSome(y, left, columns);
  storeSome(y + VECTOR, right, columns - LANES);
}
