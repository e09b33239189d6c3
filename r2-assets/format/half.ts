/// <reference lib="esnext.float16" />
/** IEEE 754 half precision (binary16), in the bits that files hold. Float16Array is in Node 24 and workerd. */

/** Halves to float32, one each. Exact. */
export function halvesToFloats(halves: Uint16Array): Float32Array {
  return new Float32Array(new Float16Array(halves.buffer, halves.byteOffset, halves.length));
}

/** float32 to halves, each rounded to nearest, ties to even, as numpy and PyTorch do; from 65520 up to infinity. */
export function floatsToHalves(floats: Float32Array): Uint16Array {
  return new Uint16Array(new Float16Array(floats).buffer);
}
