/**
 * Eigenvalues and eigenvectors of a real symmetric matrix in float64: Householder tridiagonalisation, then implicit QL.
 * About 9 n³ operations. Source: EISPACK's tred2 and tql2 (Smith et al., 1976), which JAMA rewrote and NIST put in the
 * public domain; here every inner loop runs along a row of memory.
 */

export interface Eigen {
  /** Descending. */
  values: Float64Array;
  /** `[n, n]` row-major, orthonormal: row i belongs to `values[i]`. */
  vectors: Float64Array;
}

/** `matrix` is `[n, n]` row-major and left as it is. Throws when QL does not converge, as it can't on non-finite input. */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const z = matrix.slice(); // z[j * n + k] is entry (k, j): the textbook's columns are rows here
  const diagonal = new Float64Array(n);
  const off = new Float64Array(n);
  tridiagonalise(z, n, diagonal, off);
  diagonalise(z, n, diagonal, off);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[j] - diagonal[i]);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    vectors.set(z.subarray(from * n, (from + 1) * n), to * n);
  });
  return { values: Float64Array.from(order, (i) => diagonal[i]), vectors };
}

/** `Qᵀ M Q` tridiagonal: its diagonal in d, what lies below it in `e[1..]`; z becomes Q. */
function tridiagonalise(z: Float64Array, n: number, d: Float64Array, e: Float64Array): void {
  for (let j = 0; j < n; j++) d[j] = z[j * n + n - 1];
  for (let i = n - 1; i > 0; i--) {
    let scale = 0;
    let h = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(d[k]);
    if (scale === 0) {
      e[i] = d[i - 1];
      for (let j = 0; j < i; j++) {
        d[j] = z[j * n + i - 1];
        z[j * n + i] = 0;
        z[i * n + j] = 0;
      }
    } else {
      for (let k = 0; k < i; k++) {
        d[k] /= scale;
        h += d[k] * d[k];
      }
      const last = d[i - 1];
      const reflected = last > 0 ? -Math.sqrt(h) : Math.sqrt(h);
      e[i] = scale * reflected;
      h -= last * reflected;
      d[i - 1] = last - reflected;
      e.fill(0, 0, i);
      for (let j = 0; j < i; j++) {
        const f = d[j];
        z[i * n + j] = f;
        let g = e[j] + z[j * n + j] * f;
        for (let k = j + 1; k < i; k++) {
          g += z[j * n + k] * d[k];
          e[k] += z[j * n + k] * f;
        }
        e[j] = g;
      }
      let f = 0;
      for (let j = 0; j < i; j++) {
        e[j] /= h;
        f += e[j] * d[j];
      }
      const half = f / (h + h);
      for (let j = 0; j < i; j++) e[j] -= half * d[j];
      for (let j = 0; j < i; j++) {
        const [dj, ej] = [d[j], e[j]];
        for (let k = j; k < i; k++) z[j * n + k] -= dj * e[k] + ej * d[k];
        d[j] = z[j * n + i - 1];
        z[j * n + i] = 0;
      }
    }
    d[i] = h;
  }
  accumulate(z, n, d);
  e[0] = 0;
}

/** Multiplies the reflections out: z becomes Q, d the diagonal. */
function accumulate(z: Float64Array, n: number, d: Float64Array): void {
  for (let i = 0; i < n - 1; i++) {
    z[i * n + n - 1] = z[i * n + i];
    z[i * n + i] = 1;
    const h = d[i + 1];
    const next = (i + 1) * n;
    if (h !== 0) {
      for (let k = 0; k <= i; k++) d[k] = z[next + k] / h;
      for (let j = 0; j <= i; j++) {
        let g = 0;
        for (let k = 0; k <= i; k++) g += z[next + k] * z[j * n + k];
        for (let k = 0; k <= i; k++) z[j * n + k] -= g * d[k];
      }
    }
    z.fill(0, next, next + i + 1);
  }
  for (let j = 0; j < n; j++) {
    d[j] = z[j * n + n - 1];
    z[j * n + n - 1] = 0;
  }
  z[n * n - 1] = 1;
}

/** QL with implicit shifts on a tridiagonal matrix: d becomes the eigenvalues, the rows of z their vectors. */
function diagonalise(z: Float64Array, n: number, d: Float64Array, e: Float64Array): void {
  e.copyWithin(0, 1);
  e[n - 1] = 0;
  let shift = 0;
  let largest = 0;
  for (let l = 0; l < n; l++) {
    largest = Math.max(largest, Math.abs(d[l]) + Math.abs(e[l]));
    const small = Number.EPSILON * largest;
    let m = l;
    while (m < n - 1 && !(Math.abs(e[m]) <= small)) m++;
    for (let round = 0; m > l && !(Math.abs(e[l]) <= small && round > 0); round++) {
      if (round === 50) throw new Error("symmetricEigen: no convergence; are all entries finite?");
      shift += shiftBy(d, e, l, n);
      sweep(z, n, d, e, l, m);
    }
    d[l] += shift;
    e[l] = 0;
  }
}

/** Moves the spectrum from l on by the shift for row l, and returns it. */
function shiftBy(d: Float64Array, e: Float64Array, l: number, n: number): number {
  const first = d[l];
  const p = (d[l + 1] - first) / (2 * e[l]);
  const r = p < 0 ? -Math.hypot(p, 1) : Math.hypot(p, 1);
  d[l] = e[l] / (p + r);
  d[l + 1] = e[l] * (p + r);
  const shift = first - d[l];
  for (let i = l + 2; i < n; i++) d[i] -= shift;
  return shift;
}

/** One QL sweep from row m up to row l, applied to the vectors as well. */
function sweep(z: Float64Array, n: number, d: Float64Array, e: Float64Array, l: number, m: number): void {
  const below = d[l + 1];
  const offBelow = e[l + 1];
  let p = d[m];
  let [c, c2, c3, s, s2] = [1, 1, 1, 0, 0];
  for (let i = m - 1; i >= l; i--) {
    c3 = c2;
    c2 = c;
    s2 = s;
    const g = c * e[i];
    const h = c * p;
    const r = Math.hypot(p, e[i]);
    e[i + 1] = s * r;
    s = e[i] / r;
    c = p / r;
    p = c * d[i] - s * g;
    d[i + 1] = h + s * (c * g + s * d[i]);
    const [low, high] = [i * n, (i + 1) * n];
    for (let k = 0; k < n; k++) {
      const moved = z[high + k];
      z[high + k] = s * z[low + k] + c * moved;
      z[low + k] = c * z[low + k] - s * moved;
    }
  }
  p = (-s * s2 * c3 * offBelow * e[l]) / below;
  e[l] = s * p;
  d[l] = c * p;
}
