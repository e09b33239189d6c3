import { held, unknownZero } from "./held";
import { LANES, loadSome, storeSome, VECTOR } from "./lanes";

/**
 * `erfc(x / √2) / 2 ≈ (b0 + b1 x + … + b5 x⁵)⁻⁸` for x >= 0: times x it is off by 1.1e-5 at most, the least of its form, found by iteratively weighted
 * least squares (Lawson 1961).
 */
const B0: f32 = 1.09041107;
const B1: f32 = 0.109704836;
const B2: f32 = 0.0459548944;
const B3: f32 = 0.0131730996;
const B4: f32 = -0.0013129906;
const B5: f32 = 0.00083064703;

/**
 * `x (1 + erf(x / √2)) / 2` for each of `count` numbers, in place, within 1.1e-5: for models whose next layer rounds to seven bits, or sixteen. As `geluErf`, with two
 * thirds of the work.
 */
export function geluErfRough(x: usize, count: i32): void {
  const none = unknownZero(count);
  const b0 = held(B0, none), b1 = held(B1, none), b2 = held(B2, none), b3 = held(B3, none), b4 = held(B4, none), b5 = held(B5, none);
  for (; count >= 2 * LANES; count -= 2 * LANES) {
    v128.store(x, gelu(v128.load(x), none, b0, b1, b2, b3, b4, b5));
    v128.store(x, gelu(v128.load(x, VECTOR), none, b0, b1, b2, b3, b4, b5), VECTOR);
    x += 2 * VECTOR;
  }
  for (; count > 0; count -= LANES) {
    storeSome(x, gelu(loadSome(x, count), none, b0, b1, b2, b3, b4, b5), count);
    x += VECTOR;
  }
}

@inline
function gelu(value: v128, none: v128, b0: v128, b1: v128, b2: v128, b3: v128, b4: v128, b5: v128): v128 {
  const size = f32x4.abs(value);
  let power = f32x4.add(f32x4.mul(size, b5), b4);
  power = f32x4.add(f32x4.mul(power, size), b3);
  power = f32x4.add(f32x4.mul(power, size), b2);
  power = f32x4.add(f32x4.mul(power, size), b1);
  power = f32x4.add(f32x4.mul(power, size), b0);
  power = f32x4.mul(power, power);
  power = f32x4.mul(power, power);
  power = f32x4.mul(power, power);
  return f32x4.sub(f32x4.pmax(none, value), f32x4.div(size, power));
}
