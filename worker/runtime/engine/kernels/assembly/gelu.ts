/** The activations of feed-forward layers, in place. */
import { exp } from "./exp";
import { held, unknownZero } from "./held";
import { LANES, loadSome, storeSome, VECTOR } from "./lanes";

/**
 * `erfc(|x| / √2) ≈ 1 / (1 + b1 |x| + … + b6 |x|⁶)¹⁶`, off by 3e-7 at most: no exponential, and few constants.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.28, a_i for z; `b_i = a_i / √2ⁱ`.
 */
const ROOT: f64 = 0.7071067811865476; // 1 / √2
const B1: f32 = <f32>(0.0705230784 * ROOT);
const B2: f32 = <f32>(0.0422820123 / 2);
const B3: f32 = <f32>(0.0092705272 / 2 * ROOT);
const B4: f32 = <f32>(0.0001520143 / 4);
const B5: f32 = <f32>(0.0002765672 / 4 * ROOT);
const B6: f32 = <f32>(0.0000430638 / 8);

/**
 * `x (1 + erf(x / √2)) / 2` for each of `count` numbers, written as `max(x, 0) - |x| erfc(|x| / √2) / 2`, which loses nothing where erf is near -1.
 */
export function geluErf(x: usize, count: i32): void {
  const none = unknownZero(count);
  const b1 = held(B1, none), b2 = held(B2, none), b3 = held(B3, none), b4 = held(B4, none), b5 = held(B5, none), b6 = held(B6, none);
  const one = held(1, none), two = held(2, none);
  for (; count > 0; count -= LANES) {
    const value = loadSome(x, count), size = f32x4.abs(value);
    let above = f32x4.mul(size, b6); // the power less 1: rounding it, not the power, leaves erfc exact near 0
    above = f32x4.mul(f32x4.add(above, b5), size);
    above = f32x4.mul(f32x4.add(above, b4), size);
    above = f32x4.mul(f32x4.add(above, b3), size);
    above = f32x4.mul(f32x4.add(above, b2), size);
    above = f32x4.mul(f32x4.add(above, b1), size);
    above = f32x4.mul(f32x4.add(above, two), above);
    above = f32x4.mul(f32x4.add(above, two), above);
    above = f32x4.mul(f32x4.add(above, two), above);
    above = f32x4.mul(f32x4.add(above, two), above);
    const power = f32x4.add(above, one);
    const positive = f32x4.pmax(f32x4.splat(0), value);
    storeSome(x, f32x4.sub(positive, f32x4.div(size, f32x4.add(power, power))), count);
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
