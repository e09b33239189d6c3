/** Activations as seven bits, each row by a range of its own: no row depends on its neighbours. */
import { FLOAT, LANES, largestLane, loadSome, smallestLane, sumLanes, VECTOR } from "./lanes";
import { paddedDepth } from "./gemm-i8";

/** The largest of seven bits. */
const TOP: i32 = 127;

/** A row whose numbers are all the same must not divide by 0. As the graphs have it (`trainer/onnx/stored-layers.ts`). */
const LEAST_SPAN: f32 = 1e-9;

/** 1.5 * 2^23, as a float and as its bits: a float added to it is rounded to a whole number, ties to even, which its bits then end in. */
const WHOLE: f32 = 12582912;
const WHOLE_BITS: i32 = 0x4b400000;

/** Numbers that become the bytes of one vector. */
const BYTES: i32 = 16;

/**
 * `x ≈ bottom + step q`, q in 0..127, for each row of x `[rows, width]`: bottom is its smallest number, `span = max(largest - bottom, 1e-9)`,
 * `step = span / 127` and `q = round((x - bottom) (127 / span))`, ties to even. q is `[rows, width rounded up to fours]`, zeros
 * behind each row; `steps` and `bottoms` F32 `[rows]`. Of a row with a number that is not finite,
 * step is NaN, and q in its range.
 */
export function quantiseRows(x: usize, rows: i32, width: i32, q: usize, steps: usize, bottoms: usize): void {
  const bytes = paddedDepth(width);
  for (; rows > 0; rows--) {
    findRange(x, width, bottoms, steps);
    const bottom = load<f32>(bottoms), span = max<f32>(load<f32>(steps) - bottom, LEAST_SPAN);
    store<f32>(steps, span / <f32>TOP);
    quantise(x, width, bottom, <f32>TOP / span, q);
    x += <usize>width << 2;
    q += bytes;
    steps += FLOAT;
    bottoms += FLOAT;
  }
}

function quantise(x: usize, width: i32, bottom: f32, perUnit: f32, q: usize): void {
  const from = f32x4.splat(bottom), scale = f32x4.splat(perUnit);
  for (; width >= BYTES; width -= BYTES) {
    const first = i16x8.narrow_i32x4_s(whole(v128.load(x), from, scale), whole(v128.load(x, 16), from, scale));
    const last = i16x8.narrow_i32x4_s(whole(v128.load(x, 32), from, scale), whole(v128.load(x, 48), from, scale));
    v128.store(q, sevenBits(first, last));
    x += 4 * VECTOR;
    q += BYTES;
  }
  for (; width > 0; width -= LANES) {
    const few = i16x8.narrow_i32x4_s(whole(loadSome(x, width), from, scale), f32x4.splat(0));
    store<u32>(q, i32x4.extract_lane(sevenBits(few, few), 0) & (width < LANES ? (1 << (width << 3)) - 1 : -1));
    x += VECTOR;
    q += LANES;
  }
}

/** The nearest whole numbers to `(x - from) scale`, within ±2^22. What lies beyond comes out large or negative, what is no number too. */
@inline
function whole(x: v128, from: v128, scale: v128): v128 {
  const units = f32x4.mul(f32x4.sub(x, from), scale);
  return i32x4.sub(f32x4.add(units, f32x4.splat(WHOLE)), i32x4.splat(WHOLE_BITS));
}

@inline
function sevenBits(first: v128, last: v128): v128 {
  return i8x16.min_u(i8x16.narrow_i16x8_u(first, last), i8x16.splat(<i8>TOP));
}

/**
 * Stores a row's smallest number and its largest, NaN for the latter where a number is not finite: pseudo-minima (one instruction each) pass over
 * some of these, which would hide them. Two vectors of each, since one would wait for itself.
 */
function findRange(x: usize, width: i32, smallest: usize, largest: usize): void {
  let low = f32x4.splat(load<f32>(x)), low1 = low, high = low, high1 = low, none = f32x4.sub(low, low);
  for (; width >= 2 * LANES; width -= 2 * LANES) {
    const v = v128.load(x), v1 = v128.load(x, VECTOR);
    low = f32x4.pmin(low, v);
    high = f32x4.pmax(high, v);
    low1 = f32x4.pmin(low1, v1);
    high1 = f32x4.pmax(high1, v1);
    none = f32x4.add(none, f32x4.add(f32x4.sub(v, v), f32x4.sub(v1, v1))); // 0 of what is finite
    x += 2 * VECTOR;
  }
  for (; width > 0; width--) {
    const v = v128.load32_splat(x);
    low = f32x4.pmin(low, v);
    high = f32x4.pmax(high, v);
    none = f32x4.add(none, f32x4.sub(v, v));
    x += FLOAT;
  }
  store<f32>(smallest, smallestLane(f32x4.pmin(low, low1)));
  store<f32>(largest, sumLanes(none) === 0 ? largestLane(f32x4.pmax(high, high1)) : NaN);
}
