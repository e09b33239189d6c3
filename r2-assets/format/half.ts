/// <reference lib="esnext.float16" />
/** IEEE 754 half precision (binary16), in the bits that files hold. Float16Array is in Node 24 and workerd, not in older Nodes and browsers, which read halves, too. */

/** Halves to float32, one each. Exact. */
export const halvesToFloats = (halves: Uint16Array): Float32Array =>
  typeof Float16Array === "undefined"
    ? halvesToFloatsByBits(halves)
    : new Float32Array(new Float16Array(halves.buffer, halves.byteOffset, halves.length));

/**
 * The same without Float16Array. A half's exponent and fraction are moved to where float32 has them, which spells 2^-112 of its number, that of
 * subnormal halves, too; infinities and NaNs have the largest exponent in both.
 */
export function halvesToFloatsByBits(halves: Uint16Array): Float32Array {
  const floats = new Float32Array(halves.length);
  const bits = new Uint32Array(floats.buffer);
  for (const [i, half] of halves.entries()) {
    bits[i] = (half & 0x7fff) << 13;
    if ((half & 0x7c00) === 0x7c00) bits[i]! |= 0x7f800000;
    else floats[i]! *= 2 ** 112;
    bits[i]! |= (half & 0x8000) << 16;
  }
  return floats;
}

/** float32 to halves, each rounded to nearest, ties to even, as numpy and PyTorch do; from 65520 up to infinity. */
export function floatsToHalves(floats: Float32Array): Uint16Array {
  return new Uint16Array(new Float16Array(floats).buffer);
}
