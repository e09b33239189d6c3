/** Floats as 16-bit integers. No relaxed instruction: the same bits everywhere. */
import { FLOAT, LANES, loadSome, VECTOR } from "./lanes";
import { held, unknownZero } from "./held";

/** Numbers that become one vector: rows of them are filled up with zeros to as many. */
export const SHORTS: i32 = 8;

/** The largest of 16 bits. */
export const LARGEST: f32 = 32767;

/** 1.5 * 2^23, as a float and as its bits: a float added to it is rounded to a whole number, ties to even, which its bits then end in. */
export const WHOLE: f32 = 12582912;
export const WHOLE_BITS: i32 = 0x4b400000;

/** A number's bits without its sign. */
const SIZE: i32 = 0x7fffffff;

/** Bytes of a row of `count` numbers, filled up. */
@inline
export function shortsBytes(count: i32): usize {
  return <usize>((count + SHORTS - 1) & ~(SHORTS - 1)) << 1;
}

/** Two vectors of numbers within ±2^22, as the nearest whole ones, cut to 16 bits. `whole` and `bits` are constants above, which a loop holds. */
@inline
export function nearestShorts(a: v128, b: v128, whole: v128, bits: v128): v128 {
  return i16x8.narrow_i32x4_s(i32x4.sub(f32x4.add(a, whole), bits), i32x4.sub(f32x4.add(b, whole), bits));
}

/** Eight floats times `scale`, of which the first `left` are read. */
@inline
export function shorts(x: usize, left: i32, scale: v128, whole: v128, bits: v128): v128 {
  return nearestShorts(
    f32x4.mul(loadSome(x, left), scale), f32x4.mul(loadSome(x + VECTOR, left - LANES), scale), whole, bits,
  );
}

/** A row of `count` floats times `scale`, filled up with zeros. */
export function shortsOfRow(x: usize, count: i32, scale: f32, q: usize): void {
  const none = unknownZero(count), whole = held(WHOLE, none), bits = v128.or(i32x4.splat(WHOLE_BITS), none);
  const factor = f32x4.splat(scale);
  for (; count > 0; count -= SHORTS) {
    v128.store(q, shorts(x, count, factor, whole, bits));
    x += 2 * VECTOR;
    q += VECTOR;
  }
}

/**
 * The largest size of a number in rows of `width` floats. Compared as integers, where what is not a number is larger than what is infinite, and this than all else:
 * so it shows.
 */
export function largestSize(x: usize, stride: usize, rows: i32, width: i32): f32 {
  const size = v128.or(i32x4.splat(SIZE), unknownZero(rows));
  let most = i32x4.splat(0), most1 = most;
  for (; rows > 0; rows--) {
    let at = x, left = width;
    for (; left >= 2 * LANES; left -= 2 * LANES) {
      most = i32x4.max_s(most, v128.and(v128.load(at), size));
      most1 = i32x4.max_s(most1, v128.and(v128.load(at, VECTOR), size));
      at += 2 * VECTOR;
    }
    for (; left > 0; left--) {
      most = i32x4.max_s(most, v128.and(v128.load32_zero(at), size));
      at += FLOAT;
    }
    x += stride;
  }
  most = i32x4.max_s(most, most1);
  most = i32x4.max_s(most, v128.shuffle<i32>(most, most, 2, 3, 0, 1));
  return reinterpret<f32>(max(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 1)));
}
