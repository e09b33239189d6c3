import { linearF32 } from "./gemm-f32";
import { CHUNK } from "./tile";

/**
 * `y = (x Vᵀ) Uᵀ + b` for W = U V: x `[rows, depth]`, V `[rank, depth]` and U `[out, rank]` packed by `packF32`, bias `[out]` or 0 for none.
 * `scratch`: `[16, rank]` floats.
 */
export function lowRank(
  x: usize, rows: i32, depth: i32, packedV: usize, rank: i32, packedU: usize, out: i32, bias: usize,
  y: usize, scratch: usize,
): void {
  for (; rows > 0; rows -= CHUNK) {
    const some = min(rows, CHUNK);
    linearF32(x, some, depth, packedV, rank, 0, scratch);
    linearF32(scratch, some, rank, packedU, out, bias, y);
    x += <usize>(CHUNK * depth) << 2;
    y += <usize>(CHUNK * out) << 2;
  }
}
