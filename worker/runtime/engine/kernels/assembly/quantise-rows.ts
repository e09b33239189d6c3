/**
 * Activations as seven bits, each row by a range of its own: no row depends on its neighbours.
 *
 * A row's few largest numbers would take most of the range: in MiniLM eight of 384 span as much again as all others. So the range ends where these
 * begin, and they are kept apart as outliers, as LLM.int8() does (Dettmers et al., arXiv 2208.07339), here in integers, too.
 */
import { held, unknownZero } from "./held";
import { FLOAT, LANES, largestLane, loadSome, smallestLane, sumLanes, VECTOR } from "./lanes";
import { paddedDepth } from "./gemm-i8";
import { keepOutliers, listBytes, mostOutliers, NONE_KEPT } from "./outliers";

/** The largest of seven bits. */
const TOP: i32 = 127;

/**
 * Standard deviations from a row's mean to the ends of its range. Of MiniLM's 384 numbers 2 lie beyond, of the 1,536 behind GELU 24, and logits are as
 * near to those of floats as with eight bits and no outliers.
 */
const REACH: f32 = 3.5;

/** A row whose numbers are all the same must not divide by 0. As the graphs have it (`trainer/onnx/stored-layers.ts`). */
const LEAST_SPAN: f32 = 1e-9;

/** 1.5 * 2^23, as a float and as its bits: a float added to it is rounded to a whole number, ties to even, which its bits then end in. */
const WHOLE: f32 = 12582912;
const WHOLE_BITS: i32 = 0x4b400000;

/** Numbers that become the bytes of one vector. */
const BYTES: i32 = 16;

/**
 * `x ≈ bottom + step (q + r)` for each row of x `[rows, width]`: q in 0..127, and r 0 but for the row's outliers. From bottom to top are the row's mean and 3.5
 * standard deviations to either side, or its smallest and largest number where these are nearer, or its outliers would be more than
 * `mostOutliers`. `span = max(top - bottom, 1e-9)`, `step = span / 127` and `q + r = round((x - bottom) (127 / span))`, ties to even.
 *
 * q is `[rows, width rounded up to fours]`, zeros behind each row; `steps` and `bottoms` F32 `[rows]`; `outliers` a list a row (`outliers.ts`). Of a row
 * with a number that is not finite, step is NaN, q in its range, and there are no outliers.
 */
export function quantiseRows(
  x: usize, rows: i32, width: i32, q: usize, steps: usize, bottoms: usize, outliers: usize,
): void {
  const bytes = paddedDepth(width);
  for (; rows > 0; rows--) {
    findRange(x, width, outliers);
    const smallest = load<f32>(outliers), largest = load<f32>(outliers, FLOAT), mean = load<f32>(outliers, 2 * FLOAT) / <f32>width;
    const reach = REACH * sqrt<f32>(load<f32>(outliers, 3 * FLOAT) / <f32>width - mean * mean);
    const low = mean - reach, high = mean + reach;
    const bottom = low > smallest ? low : smallest, top = high < largest ? high : largest; // also where they are no numbers
    if (!quantise(x, width, bottom, top, q, steps, bottoms, outliers)) quantise(x, width, smallest, largest, q, steps, bottoms, outliers);
    x += <usize>width << 2;
    q += bytes;
    steps += FLOAT;
    bottoms += FLOAT;
    outliers += listBytes(width);
  }
}

/** A row by a range; whether its outliers have room. Where they have none, they are cut off. */
function quantise(x: usize, width: i32, bottom: f32, top: f32, q: usize, steps: usize, bottoms: usize, outliers: usize): bool {
  const span = max<f32>(top - bottom, LEAST_SPAN), perUnit = <f32>TOP / span;
  store<f32>(bottoms, bottom);
  store<f32>(steps, span / <f32>TOP);
  const from = f32x4.splat(bottom), scale = f32x4.splat(perUnit), none = unknownZero(width);
  const number = held(WHOLE, none), bits = v128.or(i32x4.splat(WHOLE_BITS), none), most = v128.or(i32x4.splat(TOP), none), seven = v128.or(i8x16.splat(<i8>TOP), none);
  let kept: i32 = 0, k: i32 = 0;
  for (; k + BYTES <= width; k += BYTES) {
    const a = whole(v128.load(x), from, scale, number, bits), b = whole(v128.load(x, 16), from, scale, number, bits);
    const c = whole(v128.load(x, 32), from, scale, number, bits), d = whole(v128.load(x, 48), from, scale, number, bits);
    v128.store(q, sevenBits(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d), seven));
    const beyond = beyondSevenBits(a, most) | (beyondSevenBits(b, most) << 4) | (beyondSevenBits(c, most) << 8) | (beyondSevenBits(d, most) << 12);
    if (beyond) kept = keepOutliers(x, k, beyond, bottom, perUnit, outliers, kept, mostOutliers(width));
    x += 4 * VECTOR;
    q += BYTES;
  }
  if (k < width) kept = keepOutliers(x, k, (1 << (width - k)) - 1, bottom, perUnit, outliers, kept, mostOutliers(width));
  for (; k < width; k += LANES) {
    const left = width - k, few = i16x8.narrow_i32x4_s(whole(loadSome(x, left), from, scale, number, bits), f32x4.splat(0));
    store<u32>(q, i32x4.extract_lane(sevenBits(few, few, seven), 0) & (left < LANES ? (1 << (left << 3)) - 1 : -1));
    x += VECTOR;
    q += LANES;
  }
  store<i32>(outliers, kept === NONE_KEPT ? 0 : kept);
  return kept !== NONE_KEPT;
}

/** The nearest whole numbers to `(x - from) scale`, within ±2^22. What lies beyond comes out large or negative, what is no number too. */
@inline
function whole(x: v128, from: v128, scale: v128, number: v128, bits: v128): v128 {
  const units = f32x4.mul(f32x4.sub(x, from), scale);
  return i32x4.sub(f32x4.add(units, number), bits);
}

/** A bit a lane. */
@inline
function beyondSevenBits(steps: v128, most: v128): i32 {
  return i32x4.bitmask(i32x4.gt_u(steps, most));
}

@inline
function sevenBits(first: v128, last: v128, seven: v128): v128 {
  return i8x16.min_u(i8x16.narrow_i16x8_u(first, last), seven);
}

/**
 * Stores `[smallest, largest, Σ x, Σ x²]` of a row, NaN for the largest where a number is not finite: pseudo-minima (one instruction each) pass over
 * some of these, which would hide them. Two vectors of each, since one would wait for itself.
 */
function findRange(x: usize, width: i32, to: usize): void {
  let low = f32x4.splat(load<f32>(x)), low1 = low, high = low, high1 = low, none = f32x4.sub(low, low);
  let sum = f32x4.splat(0), sum1 = sum, squares = sum, squares1 = sum;
  for (; width >= 2 * LANES; width -= 2 * LANES) {
    const v = v128.load(x), v1 = v128.load(x, VECTOR);
    low = f32x4.pmin(low, v);
    high = f32x4.pmax(high, v);
    low1 = f32x4.pmin(low1, v1);
    high1 = f32x4.pmax(high1, v1);
    sum = f32x4.add(sum, v);
    sum1 = f32x4.add(sum1, v1);
    squares = f32x4.add(squares, f32x4.mul(v, v));
    squares1 = f32x4.add(squares1, f32x4.mul(v1, v1));
    none = f32x4.add(none, f32x4.add(f32x4.sub(v, v), f32x4.sub(v1, v1))); // 0 of what is finite
    x += 2 * VECTOR;
  }
  let total = sumLanes(f32x4.add(sum, sum1)), power = sumLanes(f32x4.add(squares, squares1));
  for (; width > 0; width--) {
    const one = load<f32>(x), v = f32x4.splat(one);
    low = f32x4.pmin(low, v);
    high = f32x4.pmax(high, v);
    none = f32x4.add(none, f32x4.sub(v, v));
    total += one;
    power += one * one;
    x += FLOAT;
  }
  store<f32>(to, smallestLane(f32x4.pmin(low, low1)));
  store<f32>(to, sumLanes(none) === 0 ? largestLane(f32x4.pmax(high, high1)) : NaN, FLOAT);
  store<f32>(to, total, 2 * FLOAT);
  store<f32>(to, power, 3 * FLOAT);
}
