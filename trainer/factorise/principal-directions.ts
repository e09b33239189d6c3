import type { Matrix } from "./nearest-kronecker.ts";
import { truncatedSvd, wholeMatrix } from "./truncated-svd.ts";

/** `width` orthonormal directions of d-dimensional rows, and the point that coordinates are counted from. */
export interface Directions {
  /** `[d, width]`, row-major. */
  axes: { shape: [d: number, width: number]; data: Float32Array };
  /** `[d]` */
  origin: Float32Array;
}

/**
 * The directions along which a matrix's rows have most of their squares: the first right singular vectors of `E - 1 oᵀ`. Origin is
 * zero, or the rows' mean where `centred` says so. Shapes: E `[rows, d]`. Throws RangeError for a width outside [1, min(rows, d)].
 */
export function principalDirections({ shape: [rows, d], data }: Matrix, width: number, centred = false): Directions {
  const origin = new Float32Array(d);
  if (centred) {
    const sums = new Float64Array(d);
    for (let i = 0; i < data.length; i++) sums[i % d]! += data[i]!;
    origin.set(sums.map((sum) => sum / rows));
  }
  const view = wholeMatrix(centred ? data.map((x, i) => x - origin[i % d]!) : data, rows, d);
  const axes = new Float32Array(d * width);
  truncatedSvd(view, width).right.forEach((vector, r) => {
    const norm = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)); // it has a root of the singular value
    for (let j = 0; j < d; j++) axes[j * width + r] = norm === 0 ? 0 : vector[j]! / norm;
  });
  return { axes: { shape: [d, width], data: axes }, origin };
}

/**
 * Rows in these coordinates, `(E - 1 oᵀ) A`: as A is orthonormal, the least-squares solution e of `A e + o = row` for each.
 * Shapes: E `[rows, d]` -> `[rows, width]`.
 */
export function coordinatesAlong(
  { axes, origin }: Directions,
  { shape: [rows, d], data }: Matrix,
): { shape: [rows: number, width: number]; data: Float32Array } {
  const width = axes.shape[1];
  const coordinates = new Float32Array(rows * width);
  const sums = new Float64Array(width);
  for (let i = 0; i < rows; i++) {
    sums.fill(0);
    for (let j = 0; j < d; j++) {
      const x = data[i * d + j]! - origin[j]!;
      for (let r = 0; r < width; r++) sums[r]! += x * axes.data[j * width + r]!;
    }
    coordinates.set(sums, i * width);
  }
  return { shape: [rows, width], data: coordinates };
}
