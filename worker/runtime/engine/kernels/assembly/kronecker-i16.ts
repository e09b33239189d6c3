/**
 * Products with a Kronecker product whose large factor is bytes, in 16-bit integers: as the float kernels of the same names, for one term. What meets
 * the large factor is rounded to 16 bits, a row at a time; the large factor is exact, and the small one floats.
 *
 * Large factors lie in panels (`panel-i16.ts`). `by`: what the numbers that meet the large factor are multiplied by first, or 0 for none: scales of bytes that have one for
 * each k. Shapes otherwise as the float kernels have them, sixteen rows of x at a time.
 */
import { NARROW, widen } from "./kronecker-b-first";
import { narrow } from "./kronecker-a-first";
import { columnsAsRows, rowsAsColumns } from "./kronecker-small-b";
import { FLOAT } from "./lanes";
import { multiply, panelBytesI16, panelI16, roundRow } from "./panel-i16";
import { shortsBytes } from "./shorts";
import { CHUNK, COLUMNS } from "./tile";
import { columnsOf } from "./panel";

/** Rounds `rows` rows one behind the other, after `by`, to rows that are `apart` from each other. `room`: for one row of floats. */
function round(x: usize, rows: i32, depth: i32, by: usize, room: usize, q: usize, factors: usize, apart: i32): void {
  const bytes = shortsBytes(depth);
  for (; rows > 0; rows--) {
    let from = x;
    if (by) {
      multiply(x, by, depth, room);
      from = room;
    }
    roundRow(from, depth, q, factors);
    x += <usize>depth << 2;
    q += <usize>apart * bytes;
    factors += <usize>apart * FLOAT;
  }
}

/** A `[m1, n1]` as it is, B in panels. `scratch`: `[m1 + 1, n2]` floats, `[m1, 16]` factors and as many rows of n2 16-bit numbers. */
export function kroneckerAFirstI16(
  x: usize, rows: i32, a: usize, b: usize, by: usize, m1: i32, n1: i32, m2: i32, n2: i32, bias: usize, y: usize, scratch: usize,
): void {
  const yRow = <usize>(m1 * m2) << 2, bytes = shortsBytes(n2), panel = panelBytesI16(n2);
  const room = scratch + (<usize>(m1 * n2) << 2), factors = room + (<usize>n2 << 2), q = factors + (<usize>(m1 * CHUNK) << 2);
  for (; rows > 0; rows -= CHUNK) {
    const some = min(rows, CHUNK);
    for (let t: i32 = 0; t < some; t++) {
      narrow(x + (<usize>(t * n1 * n2) << 2), a, m1, n1, n2, 1, scratch);
      round(scratch, m1, n2, by, room, q + <usize>t * bytes, factors + (<usize>t << 2), CHUNK);
    }
    let w = b;
    for (let c: i32 = 0; c < m2; c += COLUMNS) {
      for (let i: i32 = 0; i < m1; i++) {
        const column = <usize>(i * m2 + c) << 2, first = <usize>(i * CHUNK);
        panelI16(
          q + first * bytes, some, w, n2, factors + (first << 2), bias ? bias + column : 0, y + column, yRow, columnsOf(c, m2),
        );
      }
      w += panel;
    }
    x += <usize>(CHUNK * n1 * n2) << 2;
    y += <usize>CHUNK * yRow;
  }
}

/** A `[m1, n1]` as it is, B in panels. `scratch`: `[16, n1, 8]` and `[n2]` floats, `[16, n1]` factors and as many rows of n2 16-bit numbers. */
export function kroneckerBFirstI16(
  x: usize, rows: i32, a: usize, b: usize, by: usize, m1: i32, n1: i32, m2: i32, n2: i32, bias: usize, y: usize, scratch: usize,
): void {
  const yRow = <usize>(m1 * m2) << 2, zRow = <usize>n1 * NARROW, panel = panelBytesI16(n2);
  const room = scratch + <usize>CHUNK * zRow, factors = room + (<usize>n2 << 2), q = factors + (<usize>(CHUNK * n1) << 2);
  for (; rows > 0; rows -= CHUNK) {
    const some = min(rows, CHUNK);
    round(x, some * n1, n2, by, room, q, factors, 1);
    let w = b;
    for (let c: i32 = 0; c < m2; c += COLUMNS) {
      const column = <usize>c << 2;
      panelI16(q, some * n1, w, n2, factors, 0, scratch, NARROW, COLUMNS);
      for (let t: usize = 0; t < <usize>some; t++) {
        widen(scratch + t * zRow, 0, a, m1, n1, m2, 1, bias ? bias + column : 0, y + t * yRow + column, columnsOf(c, m2));
      }
      w += panel;
    }
    x += <usize>(CHUNK * n1 * n2) << 2;
    y += <usize>CHUNK * yRow;
  }
}

/** A in panels, B `[m2, n2]` as it is. `scratch`: `[m2 + 1, n1]` and `[16, m2, 8]` floats, `[16, m2]` factors and as many rows of n1 16-bit numbers. */
export function kroneckerSmallBI16(
  x: usize, rows: i32, a: usize, b: usize, by: usize, m1: i32, n1: i32, m2: i32, n2: i32, bias: usize, y: usize, scratch: usize,
): void {
  const yRow = <usize>(m1 * m2) << 2, token = <usize>m2 * shortsBytes(n1), panel = panelBytesI16(n1);
  const room = scratch + (<usize>(m2 * n1) << 2), made = room + (<usize>n1 << 2);
  const factors = made + (<usize>(CHUNK * m2 * COLUMNS) << 2), q = factors + (<usize>(CHUNK * m2) << 2);
  for (; rows > 0; rows -= CHUNK) {
    const some = min(rows, CHUNK);
    for (let t: i32 = 0; t < some; t++) {
      columnsAsRows(x + (<usize>(t * n1 * n2) << 2), b, n1, m2, n2, 1, scratch);
      round(scratch, m2, n1, by, room, q + <usize>t * token, factors + (<usize>(t * m2) << 2), 1);
    }
    let w = a;
    for (let c: i32 = 0; c < m1; c += COLUMNS) {
      const first = <usize>(c * m2) << 2;
      panelI16(q, some * m2, w, n1, factors, 0, made, COLUMNS << 2, COLUMNS);
      for (let t: usize = 0; t < <usize>some; t++) {
        rowsAsColumns(made + t * m2 * (COLUMNS << 2), m2, columnsOf(c, m1), bias ? bias + first : 0, y + t * yRow + first);
      }
      w += panel;
    }
    x += <usize>(CHUNK * n1 * n2) << 2;
    y += <usize>CHUNK * yRow;
  }
}
