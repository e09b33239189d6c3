import { LANES, loadSome, storeSome, VECTOR } from "./lanes";
import { columnsOf, panelExact } from "./panel";
import { CHUNK, COLUMNS, panelBytes } from "./tile";

/**
 * `y = x Wᵀ + bias` for `W = Σ_r A_r ⊗ B_r` with a small A: a row of x read as X `[n1, n2]` gives `Y = Σ_r (A_r X) B_rᵀ` `[m1, m2]`.
 * `a` `[terms, m1, n1]` as it is; `b` packed by `packF32` from `[m2, terms n2]`, the terms' B side by side. x `[rows, n1 n2]`,
 * y `[rows, m1 m2]`, bias `[m1 m2]` or 0 for none. `scratch`: `[16, m1, terms n2]` floats.
 * For A that narrows (m1 <= n1); one that widens costs less after B: `kroneckerBFirst`.
 */
export function kroneckerAFirst(
  x: usize, rows: i32, a: usize, b: usize, m1: i32, n1: i32, m2: i32, n2: i32, terms: i32, bias: usize,
  y: usize, scratch: usize,
): void {
  const depth = terms * n2, row = <usize>depth << 2, yRow = <usize>(m1 * m2) << 2;
  for (; rows > 0; rows -= CHUNK) {
    const some = min(rows, CHUNK);
    for (let t: i32 = 0; t < some; t++) {
      narrow(x + (<usize>(t * n1 * n2) << 2), a, m1, n1, n2, terms, scratch + <usize>(t * m1) * row);
    }
    for (let c: i32 = 0; c < m2; c += COLUMNS) {
      const panel = b + <usize>(c / COLUMNS) * panelBytes(depth);
      for (let i: i32 = 0; i < m1; i++) {
        const column = <usize>(i * m2 + c) << 2;
        panelExact(
          scratch + <usize>i * row, <usize>m1 * row, some, panel, COLUMNS << 2, depth,
          bias ? bias + column : 0, 0, y + column, yRow, columnsOf(c, m2),
        );
      }
    }
    x += <usize>(CHUNK * n1 * n2) << 2;
    y += <usize>CHUNK * yRow;
  }
}

/** `[A_1 X, A_2 X, …]` `[m1, terms n2]` for X `[n1, n2]`. */
export function narrow(x: usize, a: usize, m1: i32, n1: i32, n2: i32, terms: i32, z: usize): void {
  const xRow = <usize>n2 << 2, zRow = <usize>(terms * n2) << 2;
  for (let term: i32 = 0; term < terms; term++) {
    for (let i: i32 = 0; i < m1; i++) {
      const factors = a + (<usize>((term * m1 + i) * n1) << 2);
      let to = z + <usize>i * zRow + <usize>term * xRow, from = x;
      for (let left = n2; left > 0; left -= 2 * LANES) {
        let sum = f32x4.splat(0), sum1 = sum, at = from;
        for (let p: usize = 0; p < <usize>n1; p++) {
          const factor = v128.load32_splat(factors + (p << 2));
          sum = f32x4.add(sum, f32x4.mul(factor, loadSome(at, left)));
          sum1 = f32x4.add(sum1, f32x4.mul(factor, loadSome(at + VECTOR, left - LANES)));
          at += xRow;
        }
        storeSome(to, sum, left);
        storeSome(to + VECTOR, sum1, left - LANES);
        from += 2 * VECTOR;
        to += 2 * VECTOR;
      }
    }
  }
}
