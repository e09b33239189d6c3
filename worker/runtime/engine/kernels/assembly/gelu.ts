/** The activations of feed-forward layers, in place. */
import { exp } from "./exp";
import { LANES, loadSome, storeSome, VECTOR } from "./lanes";

const HALF_ROOT: f32 = 0.7071067811865476; // 1 / √2

/**
 * `erfc(z) ≈ (a1 t + a2 t² + … + a5 t⁵) exp(-z²)`, `t = 1 / (1 + p z)`, for z >= 0; off by 1.5e-7 at most.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26.
 */
const P: f32 = 0.3275911;
const A1: f32 = 0.254829592;
const A2: f32 = -0.284496736;
const A3: f32 = 1.421413741;
const A4: f32 = -1.453152027;
const A5: f32 = 1.061405429;

@inline
function complementaryError(z: v128): v128 {
  const one = f32x4.splat(1);
  const t = f32x4.div(one, f32x4.add(one, f32x4.mul(f32x4.splat(P), z)));
  let series = f32x4.mul(f32x4.splat(A5), t);
  series = f32x4.mul(f32x4.add(series, f32x4.splat(A4)), t);
  series = f32x4.mul(f32x4.add(series, f32x4.splat(A3)), t);
  series = f32x4.mul(f32x4.add(series, f32x4.splat(A2)), t);
  series = f32x4.mul(f32x4.add(series, f32x4.splat(A1)), t);
  return f32x4.mul(series, exp(f32x4.neg(f32x4.mul(z, z))));
}

/**
 * `x (1 + erf(x / √2)) / 2` for each of `count` numbers, written as `max(x, 0) - |x| erfc(|x| / √2) / 2`, which loses nothing where erf is near -1.
 */
export function geluErf(x: usize, count: i32): void {
  for (; count > 0; count -= LANES) {
    const value = loadSome(x, count), size = f32x4.abs(value);
    const rest = complementaryError(f32x4.mul(size, f32x4.splat(HALF_ROOT)));
    const positive = f32x4.max(value, f32x4.splat(0));
    storeSome(x, f32x4.sub(positive, f32x4.mul(f32x4.mul(size, f32x4.splat(0.5)), rest)), count);
    x += VECTOR;
  }
}

const CUBIC: f32 = 0.044715;
const MINUS_TWICE_SCALE: f32 = -1.5957691216057308; // -2 √(2 / π)

/** `x (1 + tanh(u)) / 2` with `u = √(2/π) (x + 0.044715 x³)`, which is `x / (1 + exp(-2 u))`. */
export function geluTanh(x: usize, count: i32): void {
  const one = f32x4.splat(1);
  for (; count > 0; count -= LANES) {
    const value = loadSome(x, count);
    const steep = f32x4.add(f32x4.mul(f32x4.mul(value, value), f32x4.splat(CUBIC)), one);
    const u = f32x4.mul(f32x4.mul(value, steep), f32x4.splat(MINUS_TWICE_SCALE));
    storeSome(x, f32x4.div(value, f32x4.add(one, exp(u))), count);
    x += VECTOR;
  }
}
