import type { Matrix } from "./nearest-kronecker.ts";
import { truncatedSvd, wholeMatrix } from "./truncated-svd.ts";

/**
 * The rows of E in `width` coordinates that keep as much of them as so many can: `E V_r = U_r S_r`, on the `width`
 * first right singular vectors. Not centred. Inner products of rows are those of the nearest matrix of that rank.
 * Shapes: E `[rows, d]` -> `[rows, width]`. Throws RangeError for a width outside [1, min(rows, d)].
 */
export function principalCoordinates(
  { shape: [rows, d], data }: Matrix,
  width: number,
): { shape: [rows: number, width: number]; data: Float32Array } {
  const { left, singularValues } = truncatedSvd(wholeMatrix(data, rows, d), width);
  const coordinates = new Float32Array(rows * width);
  left.forEach((vector, r) => {
    const root = Math.sqrt(singularValues[r]); // `left` has only one of the two roots
    for (let i = 0; i < rows; i++) coordinates[i * width + r] = vector[i] * root;
  });
  return { shape: [rows, width], data: coordinates };
}
