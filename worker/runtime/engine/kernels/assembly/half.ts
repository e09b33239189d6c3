/** Half precision to floats. Exact. */
import { LANES } from "./lanes";

/** 2^112, by which a half's exponent, read as a float's, is too small. */
const REBIAS: i32 = 0x77800000;

/** Four halves, as unsigned 32-bit numbers, as floats. Subnormal halves come out right because the product is a float's. */
@inline
export function widen(halves: v128): v128 {
  const magnitude = v128.and(halves, i32x4.splat(0x7fff));
  const sign = i32x4.shl(v128.xor(halves, magnitude), 16);
  const finite = f32x4.mul(i32x4.shl(magnitude, 13), i32x4.splat(REBIAS));
  const special = v128.and(i32x4.gt_s(magnitude, i32x4.splat(0x7bff)), i32x4.splat(0x7f800000)); // infinities, NaN
  return v128.or(v128.or(finite, special), sign);
}

/** The first `count` halves at `at`, four at most, zeros in the other lanes. Reads nothing behind them. */
@inline
export function loadHalves(at: usize, count: i32): v128 {
  return widen(count >= LANES ? v128.load16x4_u(at) : fewHalves(at, count));
}

function fewHalves(at: usize, count: i32): v128 {
  let some = i32x4.splat(0);
  if (count > 0) some = i32x4.replace_lane(some, 0, load<u16>(at));
  if (count > 1) some = i32x4.replace_lane(some, 1, load<u16>(at, 2));
  if (count > 2) some = i32x4.replace_lane(some, 2, load<u16>(at, 4));
  return some;
}
