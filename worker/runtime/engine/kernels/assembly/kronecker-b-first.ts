import { LANES, loadSome, storeSome, VECTOR } from "./lanes";
import { columnsOf, panelExact } from "./panel";
import { CHUNK, COLUMNS, panelBytes } from "./tile";

/** Bytes between the rows of what one panel of B makes. */
export const NARROW: usize = 2 * VECTOR;

/**
 * `y = x Wᵀ + bias` for `W = Σ_r A_r ⊗ B_r` with a small A that widens (m1 > n1): `Y = Σ_r A_r (X B_rᵀ)`, eight columns at a time, so that what lies
 * between is never more than `n1` vectors a row and term. `a` `[terms, m1, n1]` as it is; `b` the terms' B `[m2, n2]`, each packed by
 * `packF32`, one behind the other. Shapes of x, y and bias as `kroneckerAFirst` has them. `scratch`: `[terms, 16, n1, 8]` floats.
 */
export function kroneckerBFirst(
  x: usize, rows: i32, a: usize, b: usize, m1: i32, n1: i32, m2: i32, n2: i32, terms: i32, bias: usize,
  y: usize, scratch: usize,
): void {
  const yRow = <usize>(m1 * m2) << 2, zRow = <usize>n1 * NARROW, zTerm = <usize>CHUNK * zRow;
  const panel = panelBytes(n2), term = <usize>((m2 + COLUMNS - 1) / COLUMNS) * panel;
  for (; rows > 0; rows -= CHUNK) {
    const some = min(rows, CHUNK);
    for (let c: i32 = 0; c < m2; c += COLUMNS) {
      for (let r: usize = 0; r < <usize>terms; r++) {
        const w = b + r * term + <usize>(c / COLUMNS) * panel;
        panelExact(x, <usize>n2 << 2, some * n1, w, NARROW, n2, 0, 0, scratch + r * zTerm, NARROW, COLUMNS);
      }
      for (let t: usize = 0; t < <usize>some; t++) {
        const column = <usize>c << 2;
        widen(scratch + t * zRow, zTerm, a, m1, n1, m2, terms, bias ? bias + column : 0, y + t * yRow + column, columnsOf(c, m2));
      }
    }
    x += <usize>(CHUNK * n1 * n2) << 2;
    y += <usize>CHUNK * yRow;
  }
}

/** `y[i, c] = bias[i, c] + Σ_r Σ_p A_r[i, p] z_r[p, c]` for eight columns c, or fewer, of y `[m1, m2]`. */
export function widen(
  z: usize, zTerm: usize, a: usize, m1: i32, n1: i32, m2: i32, terms: i32, bias: usize, y: usize, columns: i32,
): void {
  const nextRow = <usize>m2 << 2;
  for (let i: i32 = 0; i < m1; i++) {
    let left = bias ? loadSome(bias, columns) : f32x4.splat(0);
    let right = bias ? loadSome(bias + VECTOR, columns - LANES) : f32x4.splat(0);
    let narrow = z, factors = a + (<usize>(i * n1) << 2);
    for (let r: i32 = 0; r < terms; r++) {
      for (let p: usize = 0; p < <usize>n1; p++) {
        const factor = v128.load32_splat(factors + (p << 2)), at = narrow + p * NARROW;
        left = f32x4.add(left, f32x4.mul(factor, v128.load(at)));
        right = f32x4.add(right, f32x4.mul(factor, v128.load(at, VECTOR)));
      }
      narrow += zTerm;
      factors += <usize>(m1 * n1) << 2;
    }
    storeSome(y, left, columns);
    storeSome(y + VECTOR, right, columns - LANES);
    y += nextRow;
    if (bias) bias += nextRow;
  }
}
