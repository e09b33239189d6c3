import { symmetricEigen } from "./symmetric-eigen.ts";

/** A matrix read where it lies, without a copy: `R[x][y] = data[rows[x] + columns[y]]`. */
export interface MatrixView {
  data: Float32Array | Float64Array;
  rows: Int32Array;
  columns: Int32Array;
}

/** A matrix as it lies, `[rows, columns]`, row-major. */
export const wholeMatrix = (data: MatrixView["data"], rows: number, columns: number): MatrixView => ({
  data,
  rows: Int32Array.from({ length: rows }, (_, i) => i * columns),
  columns: Int32Array.from({ length: columns }, (_, j) => j),
});

export interface TruncatedSvd {
  /** `sqrt(s_i) u_i` and `sqrt(s_i) v_i` of the kept triples: `R ≈ Σᵢ left[i] right[i]ᵀ`. */
  left: Float64Array[];
  right: Float64Array[];
  /** All of them, descending: `min(rows, columns)`. */
  singularValues: Float64Array;
  /** Frobenius norm of what was not kept: `sqrt(Σ_{i > rank} s_i²)`. */
  residual: number;
  /** Share of the squared norm that was kept, in [0, 1]; 1 for a matrix of zeros. */
  keptEnergy: number;
}

/**
 * The best approximation of R of a given rank (Eckart and Young), each singular value split evenly over its two vectors.
 *
 * Works through the Gram matrix of the shorter side, so memory is that matrix and the kept vectors, and time is
 * `rows * columns * shorter`. Squaring costs digits only at the bottom: a singular value is right to about
 * `1e-8 * s_1`, half of float64's digits and all of float32's. The sign is fixed: the entry of largest magnitude in the
 * shorter side's vector is positive. Throws RangeError for a rank outside [1, min(rows, columns)].
 */
export function truncatedSvd(view: MatrixView, rank: number): TruncatedSvd {
  const tall = view.rows.length >= view.columns.length;
  const [long, short] = tall ? [view.rows, view.columns] : [view.columns, view.rows];
  const n = short.length;
  if (!(Number.isInteger(rank) && rank >= 1 && rank <= n)) throw new RangeError(`rank ${rank} is not in 1..${n}`);
  const { values, vectors } = symmetricEigen(gram(view.data, long, short), n);
  const energies = values.map((value) => Math.max(value, 0));
  const shortVectors = Array.from({ length: rank }, (_, i) => facing(vectors.subarray(i * n, (i + 1) * n)));
  const longVectors = shortVectors.map((v) => project(view.data, long, short, v));
  longVectors.forEach((u, i) => {
    const root = Math.sqrt(norm(u)); // ||R v|| is s, and more exact than the root of an eigenvalue
    scale(shortVectors[i], root);
    scale(u, root === 0 ? 0 : 1 / root);
  });
  const sum = (from: Float64Array) => from.reduce((total, value) => total + value, 0);
  const tail = sum(energies.subarray(rank));
  const total = sum(energies);
  return {
    left: tall ? longVectors : shortVectors,
    right: tall ? shortVectors : longVectors,
    singularValues: energies.map(Math.sqrt),
    residual: Math.sqrt(tail),
    keptEnergy: total === 0 ? 1 : 1 - tail / total,
  };
}

/** `Σ_x r_x r_xᵀ` over the long side, r_x the short side's vector at x. */
function gram(data: MatrixView["data"], long: Int32Array, short: Int32Array): Float64Array {
  const n = short.length;
  const sums = new Float64Array(n * n);
  const row = new Float64Array(n);
  for (const at of long) {
    for (let y = 0; y < n; y++) row[y] = data[at + short[y]];
    for (let y = 0; y < n; y++) {
      const value = row[y];
      for (let k = 0, to = y * n; k <= y; k++) sums[to + k] += value * row[k];
    }
  }
  for (let y = 0; y < n; y++) for (let k = 0; k < y; k++) sums[k * n + y] = sums[y * n + k];
  return sums;
}

/** `R v` for every x of the long side. */
function project(data: MatrixView["data"], long: Int32Array, short: Int32Array, v: Float64Array): Float64Array {
  const result = new Float64Array(long.length);
  for (let x = 0; x < long.length; x++) {
    let sum = 0;
    for (let y = 0; y < short.length; y++) sum += data[long[x] + short[y]] * v[y];
    result[x] = sum;
  }
  return result;
}

function facing(vector: Float64Array): Float64Array {
  const largest = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return scale(vector.slice(), largest < 0 ? -1 : 1);
}

function scale(vector: Float64Array, by: number): Float64Array {
  for (let i = 0; i < vector.length; i++) vector[i] *= by;
  return vector;
}

const norm = (vector: Float64Array) => Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
