/** Exponentials and what is made of them, four at a time. No relaxed instruction: the same bits everywhere. */

/** 1 / ln 2, and ln 2 as a sum of two floats, the first with few enough bits that whole multiples of it are exact. */
const PER_OCTAVE: f32 = 1.4426950408889634;
const OCTAVE: f32 = 0.693359375;
const OCTAVE_REST: f32 = -2.12194440054690583e-4;

/** Between them results are normal floats. */
const LOWEST: f32 = -87;
const HIGHEST: f32 = 88;

/**
 * `exp(x)`, x cut to [-87, 88], to some 2e-7 of it: `2^n e^r` with n the nearest whole number to `x / ln 2`, and e^r for |r| <= 0.35 by its
 * Taylor series up to r^7 / 7!, whose rest is 5e-9.
 */
@inline
export function exp(x: v128): v128 {
  const cut = f32x4.min(f32x4.max(x, f32x4.splat(LOWEST)), f32x4.splat(HIGHEST));
  const octaves = f32x4.nearest(f32x4.mul(cut, f32x4.splat(PER_OCTAVE)));
  const near = f32x4.sub(cut, f32x4.mul(octaves, f32x4.splat(OCTAVE)));
  const r = f32x4.sub(near, f32x4.mul(octaves, f32x4.splat(OCTAVE_REST)));
  let series = f32x4.splat(1.0 / 5040);
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1.0 / 720));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1.0 / 120));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1.0 / 24));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1.0 / 6));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(0.5));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1));
  const exponent = i32x4.shl(i32x4.trunc_sat_f32x4_s(octaves), 23); // of a float: adding n multiplies by 2^n
  return i32x4.add(series, exponent);
}

/** `1 / (1 + exp(-x))` */
@inline
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}

/** `1 - 2 / (1 + exp(2 x))`, to some 1e-7 of 1. */
@inline
export function tanh(x: v128): v128 {
  const one = f32x4.splat(1), two = f32x4.splat(2);
  return f32x4.sub(one, f32x4.div(two, f32x4.add(one, exp(f32x4.mul(two, x)))));
}
