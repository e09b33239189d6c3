import { EigenvalueDecomposition, Matrix } from "ml-matrix";

export interface Eigen {
  /** Descending. */
  values: Float64Array;
  /** `[n, n]` row-major, orthonormal: row i belongs to `values[i]`. */
  vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a real symmetric matrix, in float64. `matrix` is `[n, n]` row-major and left as it is.
 * Throws RangeError for entries that are not finite: the library's iteration would never end on them.
 */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  if (!matrix.every(Number.isFinite)) throw new RangeError("symmetricEigen: not all entries are finite");
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(Matrix.from1DArray(n, n, matrix), {
    assumeSymmetric: true,
  });
  const order = Array.from(realEigenvalues.keys()).sort((i, j) => realEigenvalues[j] - realEigenvalues[i]);
  return {
    values: Float64Array.from(order, (i) => realEigenvalues[i]),
    vectors: Float64Array.from(order.flatMap((i) => eigenvectorMatrix.getColumn(i))),
  };
}
