import type { Matrix } from "./nearest-kronecker.ts";
import { type TruncatedSvd, truncatedSvd } from "./truncated-svd.ts";

export interface LowRank extends Pick<TruncatedSvd, "singularValues" | "residual" | "keptEnergy"> {
  /** `[out, rank]` */
  u: Matrix;
  /** `[rank, in]` */
  v: Matrix;
}

/**
 * The `U V` of a given rank nearest to W in the Frobenius norm (Eckart and Young, 1936): truncated SVD with `sqrt(s)` in
 * each factor. Throws RangeError for a rank outside [1, min(out, in)].
 */
export function lowRank(w: Matrix, rank: number): LowRank {
  const [out, width] = w.shape;
  const view = {
    data: w.data,
    rows: Int32Array.from({ length: out }, (_, i) => i * width),
    columns: Int32Array.from({ length: width }, (_, j) => j),
  };
  const { left, right, ...quality } = truncatedSvd(view, rank);
  const u = new Float32Array(out * rank);
  const v = new Float32Array(rank * width);
  for (let r = 0; r < rank; r++) {
    for (let i = 0; i < out; i++) u[i * rank + r] = left[r][i];
    v.set(right[r], r * width);
  }
  return { u: { shape: [out, rank], data: u }, v: { shape: [rank, width], data: v }, ...quality };
}
