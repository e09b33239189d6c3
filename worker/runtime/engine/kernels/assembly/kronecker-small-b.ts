import { LANES, loadSome, storeSome, sumLanes, sumLanesOfFour, VECTOR } from "./lanes";
import { columnsOf, panelExact } from "./panel";
import { CHUNK, COLUMNS, panelBytes } from "./tile";

/**
 * `y = x Wᵀ + bias` for `W = Σ_r A_r ⊗ B_r` with a small B, which comes first: `Y = Σ_r A_r (X B_rᵀ)`, of which the columns `X B_rᵀ` are laid as rows
 * while they are made and those of Y as columns while they are stored, so that nothing is transposed in between.
 * `a` packed by `packF32` from `[m1, terms n1]`, the terms' A side by side; `b` `[terms, m2, n2]` as it is. Shapes of x, y and bias as
 * `kroneckerAFirst` has them. `scratch`: `[16, m2, terms n1]` and `[16, m2, 8]` floats.
 */
export function kroneckerSmallB(
  x: usize, rows: i32, a: usize, b: usize, m1: i32, n1: i32, m2: i32, n2: i32, terms: i32, bias: usize,
  y: usize, scratch: usize,
): void {
  const depth = terms * n1, row = <usize>depth << 2, yRow = <usize>(m1 * m2) << 2;
  const made = scratch + <usize>(CHUNK * m2) * row;
  for (; rows > 0; rows -= CHUNK) {
    const some = min(rows, CHUNK);
    for (let t: i32 = 0; t < some; t++) {
      columnsAsRows(x + (<usize>(t * n1 * n2) << 2), b, n1, m2, n2, terms, scratch + <usize>(t * m2) * row);
    }
    for (let c: i32 = 0; c < m1; c += COLUMNS) {
      const panel = a + <usize>(c / COLUMNS) * panelBytes(depth), first = <usize>(c * m2) << 2;
      panelExact(scratch, row, some * m2, panel, COLUMNS << 2, depth, 0, 0, made, COLUMNS << 2, COLUMNS);
      for (let t: usize = 0; t < <usize>some; t++) {
        rowsAsColumns(made + t * m2 * (COLUMNS << 2), m2, columnsOf(c, m1), bias ? bias + first : 0, y + t * yRow + first);
      }
    }
    x += <usize>(CHUNK * n1 * n2) << 2;
    y += <usize>CHUNK * yRow;
  }
}

/** `z[j, r n1 + p] = Σ_q X[p, q] B_r[j, q]`, four p at a time. */
export function columnsAsRows(x: usize, b: usize, n1: i32, m2: i32, n2: i32, terms: i32, z: usize): void {
  const width = <usize>n2 << 2, zRow = <usize>(terms * n1) << 2;
  for (let r: i32 = 0; r < terms; r++) {
    for (let j: i32 = 0; j < m2; j++) {
      const by = b + <usize>(r * m2 + j) * width;
      let from = x, to = z + <usize>j * zRow + (<usize>(r * n1) << 2), p: i32 = 0;
      for (; p + LANES <= n1; p += LANES) {
        let s = f32x4.splat(0), s1 = s, s2 = s, s3 = s;
        for (let q: i32 = 0; q < n2; q += LANES) {
          const at = from + (<usize>q << 2), factor = loadSome(by + (<usize>q << 2), n2 - q);
          s = f32x4.add(s, f32x4.mul(loadSome(at, n2 - q), factor));
          s1 = f32x4.add(s1, f32x4.mul(loadSome(at + width, n2 - q), factor));
          s2 = f32x4.add(s2, f32x4.mul(loadSome(at + 2 * width, n2 - q), factor));
          s3 = f32x4.add(s3, f32x4.mul(loadSome(at + 3 * width, n2 - q), factor));
        }
        v128.store(to, sumLanesOfFour(s, s1, s2, s3));
        from += 4 * width;
        to += VECTOR;
      }
      for (; p < n1; p++) {
        let s = f32x4.splat(0);
        for (let q: i32 = 0; q < n2; q += LANES) {
          const at = <usize>q << 2;
          s = f32x4.add(s, f32x4.mul(loadSome(from + at, n2 - q), loadSome(by + at, n2 - q)));
        }
        store<f32>(to, sumLanes(s));
        from += width;
        to += 4;
      }
    }
  }
}

/** `y[c, j] = made[j, c] + bias[c, j]` for the first `columns` of eight. */
export function rowsAsColumns(made: usize, m2: i32, columns: i32, bias: usize, y: usize): void {
  if (m2 == 2 && columns == COLUMNS) {
    interleave(v128.load(made), v128.load(made, 2 * VECTOR), bias, y);
    interleave(v128.load(made, VECTOR), v128.load(made, 3 * VECTOR), bias ? bias + 2 * VECTOR : 0, y + 2 * VECTOR);
    return;
  }
  for (let c: i32 = 0; c < columns; c++) {
    for (let j: i32 = 0; j < m2; j++) {
      const number = load<f32>(made + (<usize>(j * COLUMNS + c) << 2));
      store<f32>(y, bias ? number + load<f32>(bias) : number);
      y += 4;
      if (bias) bias += 4;
    }
  }
}

@inline
function interleave(even: v128, odd: v128, bias: usize, y: usize): void {
  const low = v128.shuffle<f32>(even, odd, 0, 4, 1, 5), high = v128.shuffle<f32>(even, odd, 2, 6, 3, 7);
  v128.store(y, bias ? f32x4.add(low, v128.load(bias)) : low);
  v128.store(y, bias ? f32x4.add(high, v128.load(bias, VECTOR)) : high, VECTOR);
}
