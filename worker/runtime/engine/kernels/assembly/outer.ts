import { LANES, loadSome, storeSome } from "./lanes";

/**
 * Rows of a Kronecker table, whose B has one row: `y[t, i m + j] = Σ_r a[r, t, i] b[r, j]`, with `add` added to y. a `[terms, rows, n]`, what was
 * gathered of each term's A; b `[terms, m]`; y `[rows, n m]`. One term after the other, as the graph adds them.
 */
export function outerRows(a: usize, rows: i32, n: i32, b: usize, m: i32, terms: i32, y: usize, add: bool): void {
  const nextTerm = <usize>(rows * n) << 2, bRow = <usize>m << 2;
  for (let i = rows * n; i > 0; i--) {
    for (let j: i32 = 0; j < m; j += LANES) {
      let at = a, by = b + (<usize>j << 2);
      let sum = f32x4.mul(v128.load32_splat(at), loadSome(by, m - j));
      for (let term: i32 = 1; term < terms; term++) {
        at += nextTerm;
        by += bRow;
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(at), loadSome(by, m - j)));
      }
      storeSome(y, add ? f32x4.add(loadSome(y, m - j), sum) : sum, m - j);
      y += <usize>min(m - j, LANES) << 2;
    }
    a += 4;
  }
}
