/** Linear layers, in doubles. */

/** `start + x Wᵀ` for x `[rows, depth]`, W `[out, depth]`; `start` `[out]`, `[rows, out]` or empty for none -> `[rows, out]`. */
export function linear(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  start: ArrayLike<number>,
  out: number,
  depth: number,
) {
  const rows = x.length / depth;
  return Array.from({ length: rows * out }, (_, at) => {
    const [r, o] = [Math.floor(at / out), at % out];
    let sum = start.length === 0 ? 0 : start.length === out ? start[o]! : start[at]!;
    for (let k = 0; k < depth; k++) sum += x[r * depth + k]! * w[o * depth + k]!;
    return sum;
  });
}

/** `Σ_r A_r ⊗ B_r` written out, `[m1 m2, n1 n2]`; a `[terms, m1, n1]`, b `[terms, m2, n2]`. */
export function kroneckerSum(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { m1, n1, m2, n2, terms }: { m1: number; n1: number; m2: number; n2: number; terms: number },
): number[] {
  const [out, depth] = [m1 * m2, n1 * n2];
  return Array.from({ length: out * depth }, (_, at) => {
    const [o, k] = [Math.floor(at / depth), at % depth];
    let sum = 0;
    for (let r = 0; r < terms; r++) {
      const left = a[(r * m1 + Math.floor(o / m2)) * n1 + Math.floor(k / n2)]!;
      sum += left * b[(r * m2 + (o % m2)) * n2 + (k % n2)]!;
    }
    return sum;
  });
}
