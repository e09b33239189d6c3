/**
 * The products that every float kernel is made of: four rows, or one, times eight columns.
 *
 * A number of a product is `start + Σ_k x[k] w[k]`, added one k after the other, whichever tile it falls into: so a row's
 * results depend neither on how many rows there are nor on where it lies among them. Eight sums are in registers, which
 * hides an addition's latency and leaves room for the factors; six rows were 8 % faster with multiply-add and half as
 * fast without, for want of a register.
 *
 * `fused` takes the relaxed multiply-add where the binary has it: one rounding less, where the machine has the instruction. Without
 * it both binaries give the same bits on every machine.
 */
import { FLOAT, LANES, loadSome, storeSome, VECTOR } from "./lanes";

/** Rows and columns of a tile. Packed matrices are in panels of so many columns. */
export const ROWS: i32 = 4;
export const COLUMNS: i32 = 8;

/** Rows that go through two factors together, so that what lies between stays in the nearest cache. */
export const CHUNK: i32 = 16;

@inline
function multiplyAdd(a: v128, b: v128, sum: v128, fused: bool): v128 {
  if (RELAXED) {
    if (fused) return f32x4.relaxed_madd(a, b, sum);
  }
  return f32x4.add(sum, f32x4.mul(a, b));
}

@inline
function start(at: usize, first: i32, columns: i32): v128 {
  return at ? loadSome(at + (<usize>first << 2), columns - first) : f32x4.splat(0);
}

/**
 * `y[r, c] = start[r, c] + Σ_k x[r, k] w[k, c]` for 4 rows and `columns` <= 8. Strides in bytes. Of w eight columns are read, whatever `columns`
 * says. `from`: where the starts lie, 0 for none; a stride of 0 gives all rows the same.
 */
@inline
export function fourRows(
  x: usize, xStride: usize, w: usize, wStride: usize, depth: i32,
  from: usize, fromStride: usize, y: usize, yStride: usize, columns: i32, fused: bool,
): void {
  let x1 = x + xStride, x2 = x1 + xStride, x3 = x2 + xStride;
  let a = start(from, 0, columns), b = start(from, LANES, columns);
  from += fromStride;
  let a1 = start(from, 0, columns), b1 = start(from, LANES, columns);
  from += fromStride;
  let a2 = start(from, 0, columns), b2 = start(from, LANES, columns);
  from += fromStride;
  let a3 = start(from, 0, columns), b3 = start(from, LANES, columns);
  for (const end = x + (<usize>depth << 2); x < end; ) {
    const left = v128.load(w), right = v128.load(w, VECTOR);
    const s = v128.load32_splat(x);
    a = multiplyAdd(s, left, a, fused);
    b = multiplyAdd(s, right, b, fused);
    const s1 = v128.load32_splat(x1);
    a1 = multiplyAdd(s1, left, a1, fused);
    b1 = multiplyAdd(s1, right, b1, fused);
    const s2 = v128.load32_splat(x2);
    a2 = multiplyAdd(s2, left, a2, fused);
    b2 = multiplyAdd(s2, right, b2, fused);
    const s3 = v128.load32_splat(x3);
    a3 = multiplyAdd(s3, left, a3, fused);
    b3 = multiplyAdd(s3, right, b3, fused);
    w += wStride;
    x += FLOAT;
    x1 += FLOAT;
    x2 += FLOAT;
    x3 += FLOAT;
  }
  storeRow(y, a, b, columns);
  storeRow(y + yStride, a1, b1, columns);
  storeRow(y + 2 * yStride, a2, b2, columns);
  storeRow(y + 3 * yStride, a3, b3, columns);
}

/** As `fourRows`, for one row. */
@inline
export function oneRow(x: usize, w: usize, wStride: usize, depth: i32, from: usize, y: usize, columns: i32, fused: bool): void {
  let a = start(from, 0, columns), b = start(from, LANES, columns);
  for (const end = x + (<usize>depth << 2); x < end; x += FLOAT) {
    const s = v128.load32_splat(x);
    a = multiplyAdd(s, v128.load(w), a, fused);
    b = multiplyAdd(s, v128.load(w, VECTOR), b, fused);
    w += wStride;
  }
  storeRow(y, a, b, columns);
}

/** One row times the 32 columns of four packed panels: a single row has too few sums to add in one panel. */
@inline
export function oneRowFourPanels(x: usize, w: usize, depth: i32, from: usize, y: usize, fused: bool): void {
  const panel = panelBytes(depth);
  let w1 = w + panel, w2 = w1 + panel, w3 = w2 + panel;
  let a = start(from, 0, 32), b = start(from, 4, 32), a1 = start(from, 8, 32), b1 = start(from, 12, 32);
  let a2 = start(from, 16, 32), b2 = start(from, 20, 32), a3 = start(from, 24, 32), b3 = start(from, 28, 32);
  for (const end = x + (<usize>depth << 2); x < end; x += FLOAT) {
    const s = v128.load32_splat(x);
    a = multiplyAdd(s, v128.load(w), a, fused);
    b = multiplyAdd(s, v128.load(w, VECTOR), b, fused);
    a1 = multiplyAdd(s, v128.load(w1), a1, fused);
    b1 = multiplyAdd(s, v128.load(w1, VECTOR), b1, fused);
    a2 = multiplyAdd(s, v128.load(w2), a2, fused);
    b2 = multiplyAdd(s, v128.load(w2, VECTOR), b2, fused);
    a3 = multiplyAdd(s, v128.load(w3), a3, fused);
    b3 = multiplyAdd(s, v128.load(w3, VECTOR), b3, fused);
    w += 2 * VECTOR;
    w1 += 2 * VECTOR;
    w2 += 2 * VECTOR;
    w3 += 2 * VECTOR;
  }
  storeRow(y, a, b, COLUMNS);
  storeRow(y + 2 * VECTOR, a1, b1, COLUMNS);
  storeRow(y + 4 * VECTOR, a2, b2, COLUMNS);
  storeRow(y + 6 * VECTOR, a3, b3, COLUMNS);
}

@inline
function storeRow(y: usize, left: v128, right: v128, columns: i32): void {
  storeSome(y, left, columns);
  storeSome(y + VECTOR, right, columns - LANES);
}

/** Bytes of a packed panel: eight columns of a matrix, for each k side by side. */
@inline
export function panelBytes(depth: i32): usize {
  return <usize>depth * 2 * VECTOR;
}
