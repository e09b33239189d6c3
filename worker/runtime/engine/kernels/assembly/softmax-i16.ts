import { held, unknownZero } from "./held";
import { largestLane, sumLanes, VECTOR } from "./lanes";
import { LARGEST, nearestShorts, SHORTS, WHOLE, WHOLE_BITS } from "./shorts";

/** The least power whose result is a normal float. */
const LEAST: f32 = -126;

/** What weights may add up to: times a value of 16 bits sums fit 32, for up to 10,000 keys. */
const MOST_TOGETHER: f32 = 60000;

/** `2^f ≈ 1 + c1 f + c2 f² + c3 f³` for |f| <= 1/2, off by 1.02e-4 of it at most, and exact at 0, by weighted least squares (Lawson 1961). */
const C1: f32 = 0.69328293;
const C2: f32 = 0.24221096;
const C3: f32 = 0.05500893;

/**
 * A row of `keys` scores in octaves as `round(m 2^(score - largest))`, 16 bits each, from the row's beginning, filled up with zeros to eights; returns
 * what they are to be divided by, m times their sum. m: 32767, or less where the sum would be above 60,000. The row has room for scores filled up to eights.
 */
export function probabilities(x: usize, keys: i32): f32 {
  const end = x + (<usize>((keys + SHORTS - 1) & ~(SHORTS - 1)) << 2);
  for (let at = x + (<usize>keys << 2); at < end; at += 4) store<f32>(at, -Infinity);
  const none = unknownZero(keys), whole = held(WHOLE, none);
  let most = f32x4.splat(-Infinity), most1 = most;
  for (let at = x; at < end; at += 2 * VECTOR) {
    most = f32x4.pmax(most, v128.load(at));
    most1 = f32x4.pmax(most1, v128.load(at, VECTOR));
  }
  const top = f32x4.splat(largestLane(f32x4.pmax(most, most1))), least = held(LEAST, none);
  const one = held(1, none), c1 = held(C1, none), c2 = held(C2, none), c3 = held(C3, none);
  let total = f32x4.splat(0), total1 = total;
  for (let at = x; at < end; at += 2 * VECTOR) {
    const e = power(f32x4.sub(v128.load(at), top), least, whole, one, c1, c2, c3);
    const e1 = power(f32x4.sub(v128.load(at, VECTOR), top), least, whole, one, c1, c2, c3);
    v128.store(at, e);
    v128.store(at, e1, VECTOR);
    total = f32x4.add(total, e);
    total1 = f32x4.add(total1, e1);
  }
  const sum = sumLanes(f32x4.add(total, total1)), m = min<f32>(LARGEST, MOST_TOGETHER / sum), factor = f32x4.splat(m);
  const bits = v128.or(i32x4.splat(WHOLE_BITS), none);
  let to = x;
  for (let at = x; at < end; at += 2 * VECTOR) {
    v128.store(to, nearestShorts(f32x4.mul(v128.load(at), factor), f32x4.mul(v128.load(at, VECTOR), factor), whole, bits));
    to += VECTOR;
  }
  return max<f32>(1, m * sum); // without keys there is no sum
}

@inline
function power(score: v128, least: v128, whole: v128, one: v128, c1: v128, c2: v128, c3: v128): v128 {
  const octaves = f32x4.pmax(score, least), exponent = f32x4.add(octaves, whole);
  const f = f32x4.sub(octaves, f32x4.sub(exponent, whole));
  let series = f32x4.add(f32x4.mul(c3, f), c2);
  series = f32x4.add(f32x4.mul(series, f), c1);
  series = f32x4.add(f32x4.mul(series, f), one);
  return i32x4.add(series, i32x4.shl(exponent, 23)); // adding n to a float's exponent multiplies by 2^n
}
