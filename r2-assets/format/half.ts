/** IEEE 754 half precision (binary16) to and from float32, in own code: workerd has no Float16Array to lean on. */

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/** The float32 that equals the half with the given 16 bits. Exact; NaNs keep their payload's upper bits. */
export function halfToFloat(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) {
    const magnitude = fraction * 2 ** -24; // zero and subnormals: fraction * 2^(-14 - 10)
    return sign ? -magnitude : magnitude;
  }
  bits[0] = sign | ((exponent === 31 ? 255 : exponent + 112) << 23) | (fraction << 13);
  return float[0]!;
}

/**
 * The 16 bits of the half nearest to `value`, ties to even, as numpy and PyTorch round.
 * Magnitudes from 65520 up become infinity, those up to 2^-25 zero; NaN stays NaN.
 */
export function floatToHalf(value: number): number {
  float[0] = value;
  const word = bits[0]!;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00 | ((magnitude >>> 13) & 0x3ff);
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // 65520: halfway from the largest half to 2^16
  if (magnitude >= 0x38800000) {
    // Normal half. Adding the half unit below (0xfff, plus one when the kept part is odd) rounds ties to even.
    const rebased = magnitude - (112 << 23);
    return sign | ((rebased + 0xfff + ((rebased >>> 13) & 1)) >>> 13);
  }
  if (magnitude <= 0x33000000) return sign; // at most 2^-25: nearer to zero, or tied with it
  // Subnormal half: in units of 2^-24 the value is (1.fraction) >> shift.
  const significand = (magnitude & 0x7fffff) | 0x800000;
  const shift = 126 - (magnitude >>> 23);
  const kept = significand >>> shift;
  const rest = significand & ((1 << shift) - 1);
  const tie = 1 << (shift - 1);
  return sign | (kept + (rest > tie || (rest === tie && (kept & 1) === 1) ? 1 : 0));
}

/** Halves to float32, one each. */
export function halvesToFloats(halves: Uint16Array): Float32Array {
  const floats = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) floats[i] = halfToFloat(halves[i]!);
  return floats;
}

/** float32 to halves, each rounded to nearest even. */
export function floatsToHalves(floats: Float32Array): Uint16Array {
  const halves = new Uint16Array(floats.length);
  for (let i = 0; i < floats.length; i++) halves[i] = floatToHalf(floats[i]!);
  return halves;
}
