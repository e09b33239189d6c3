import { type KroneckerShape, productShape } from "./kronecker-shape.ts";
import { type TruncatedSvd, truncatedSvd } from "./truncated-svd.ts";

/** A matrix as plain data, row-major. */
export interface Matrix {
  shape: readonly [rows: number, columns: number];
  data: Float32Array;
}

export interface NearestKronecker extends Pick<TruncatedSvd, "singularValues" | "residual" | "keptEnergy"> {
  terms: { a: Matrix; b: Matrix }[];
}

/**
 * The `Σᵢ Aᵢ ⊗ Bᵢ` of a given shape nearest to W in the Frobenius norm, each pair balanced: `||Aᵢ|| = ||Bᵢ||`.
 *
 * Rearranged to `R[i*n1+j][k*n2+l] = W[i*m2+k][j*n2+l]`, a Kronecker product is an outer product, so that the best r
 * terms are R's first r singular triples, and the residual is the root of the squared rest.
 * Source: Van Loan and Pitsianis, "Approximation with Kronecker products", 1993.
 * Throws RangeError when the shape is not W's, or for more than `min(m1 n1, m2 n2)` terms, which are exact.
 */
export function nearestKronecker(w: Matrix, shape: KroneckerShape): NearestKronecker {
  const [rows, columns] = productShape(shape);
  if (rows !== w.shape[0] || columns !== w.shape[1]) {
    throw new RangeError(`A [${shape.a}] ⊗ B [${shape.b}] is [${rows},${columns}], the matrix is [${w.shape}]`);
  }
  const [height, width] = shape.b;
  // R is W read in another order: its row says in which block, its column where in the block.
  const view = {
    data: w.data,
    rows: offsets(shape.a, height * columns, width),
    columns: offsets(shape.b, columns, 1),
  };
  const { left, right, ...quality } = truncatedSvd(view, shape.terms);
  const terms = left.map((a, i) => ({
    a: { shape: shape.a, data: Float32Array.from(a) },
    b: { shape: shape.b, data: Float32Array.from(right[i]) },
  }));
  return { terms, ...quality };
}

/** Where the entries of a `[rows, columns]` grid lie, given the strides of the grid. */
function offsets([rows, columns]: readonly [number, number], rowStride: number, columnStride: number): Int32Array {
  const result = new Int32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[i * columns + j] = i * rowStride + j * columnStride;
  }
  return result;
}
