import { held, unknownZero } from "./held";
import { FLOAT, LANES, largestLane, loadSome, storeSome, sumLanes, VECTOR } from "./lanes";

const PER_OCTAVE: f32 = 1.4426950408889634; // 1 / ln 2

/** 1.5 * 2^23: a float added to it is rounded to a whole number, which its bits then end in. */
const WHOLE: f32 = 12582912;

/** The least power whose result is a normal float. */
const LEAST: f32 = -126;

/**
 * `2^f ≈ 1 + c1 f + … + c5 f⁵` for |f| <= 1/2, off by 9.2e-8 of it at most, and exact at 0: the polynomial of the least such error, found by
 * weighted least squares (Lawson 1961).
 */
const C1: f32 = 0.6931469775951131;
const C2: f32 = 0.24022242077091394;
const C3: f32 = 0.05550733744478206;
const C4: f32 = 0.009671513183108407;
const C5: f32 = 0.0013264728768904305;

/**
 * `x = exp(scale (x - largest))` for a row of `count` scores, in place, scale > 0, and their sum, but 1 at least: what a softmax still divides by, also
 * where there are no scores.
 */
export function exponentials(x: usize, count: i32, scale: f32): f32 {
  const none = unknownZero(count);
  const top = f32x4.splat(largest(x, count)), factor = f32x4.splat(scale * PER_OCTAVE);
  const least = held(LEAST, none), whole = held(WHOLE, none), one = held(1, none);
  const c1 = held(C1, none), c2 = held(C2, none), c3 = held(C3, none), c4 = held(C4, none), c5 = held(C5, none);
  let total = f32x4.splat(0), last = f32x4.splat(0);
  for (; count > 0; count -= LANES) {
    const octaves = f32x4.pmax(f32x4.mul(f32x4.sub(loadSome(x, count), top), factor), least);
    const exponent = f32x4.add(octaves, whole);
    const f = f32x4.sub(octaves, f32x4.sub(exponent, whole));
    let series = f32x4.add(f32x4.mul(c5, f), c4);
    series = f32x4.add(f32x4.mul(series, f), c3);
    series = f32x4.add(f32x4.mul(series, f), c2);
    series = f32x4.add(f32x4.mul(series, f), c1);
    series = f32x4.add(f32x4.mul(series, f), one);
    const e = i32x4.add(series, i32x4.shl(exponent, 23)); // adding n to a float's exponent multiplies by 2^n
    storeSome(x, e, count);
    if (count < LANES) last = loadSome(x, count);
    else total = f32x4.add(total, e);
    x += VECTOR;
  }
  return max<f32>(1, sumLanes(f32x4.add(total, last)));
}

function largest(x: usize, count: i32): f32 {
  let most = f32x4.splat(load<f32>(x)), most1 = most;
  for (; count >= 2 * LANES; count -= 2 * LANES) {
    most = f32x4.pmax(most, v128.load(x));
    most1 = f32x4.pmax(most1, v128.load(x, VECTOR));
    x += 2 * VECTOR;
  }
  for (; count > 0; count--) {
    most = f32x4.pmax(most, v128.load32_splat(x));
    x += FLOAT;
  }
  return largestLane(f32x4.pmax(most, most1));
}
