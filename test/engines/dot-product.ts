import { openKernels } from "../../worker/runtime/engine/kernels/kernels.ts";

const DEPTH = 16;

/**
 * What `linearI8` makes of 16 times 255 · 127, which is 518,160: bytes beyond the seven bits that the engine keeps to, where relaxed dot products differ. So the
 * number tells which instruction a place has: exact sums (AVX-VNNI), sums of two cut to 16 bits (262,136), or 255 read as -1 (-2,032).
 */
export function beyondSevenBits(module: WebAssembly.Module): number {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { packI8, linearI8 } = openKernels(module, memory);
  const [weights, scales, packed, q, steps, bottoms, outliers, y] = [
    1024, 2048, 4096, 8192, 9216, 9232, 9248, 9264,
  ] as const;
  const floats = (at: number, length: number) => new Float32Array(memory.buffer, at, length);
  new Uint8Array(memory.buffer, weights, 8 * DEPTH).fill(127);
  new Uint8Array(memory.buffer, q, DEPTH).fill(255);
  floats(scales, 8).fill(1);
  floats(steps, 1).fill(1);
  packI8(weights, DEPTH, 1, 0, scales, 0, 8, DEPTH, packed);
  linearI8(q, 1, DEPTH, packed, 8, steps, bottoms, outliers, y); // a list of zeros: none
  return floats(y, 1)[0]!;
}
