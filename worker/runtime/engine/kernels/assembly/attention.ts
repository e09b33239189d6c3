/** Self-attention of one text, a head at a time, so that a head's keys, values and scores stay in the nearest cache. */
import { FLOAT, LANES, loadSome, storeSome, VECTOR } from "./lanes";
import { columnsOf } from "./panel";
import { exponentials } from "./softmax";
import { COLUMNS, fourRows, oneRow, panelBytes, ROWS } from "./tile";
import { transpose } from "./transpose";

/**
 * `softmax(Q Kᵀ / √d, over the first `keys` keys) V` of each head, heads side by side -> y `[queries, heads d]`.
 * Row i of Q lies at `q + i stride` (bytes), as do rows of K and V, head h at its columns `h d ..`: so the three may be one matrix. Keys from
 * `keys` on are padding: they are not read. `scratch`: `ceil(keys / 8) d + ceil(d / 8) keys` times 32 bytes and `4 (keys + 1)` floats.
 */
export function attention(
  q: usize, k: usize, v: usize, stride: usize, queries: i32, keys: i32, heads: i32, d: i32, y: usize, scratch: usize,
): void {
  const width = <usize>(heads * d) << 2, head = <usize>d << 2;
  const values = scratch + <usize>((keys + COLUMNS - 1) / COLUMNS) * panelBytes(d);
  const scores = values + <usize>((d + COLUMNS - 1) / COLUMNS) * panelBytes(keys);
  const scale: f32 = 1 / sqrt<f32>(<f32>d);
  for (; heads > 0; heads--) {
    packKeys(k, stride, keys, d, scratch);
    packValues(v, stride, keys, d, values);
    for (let done: i32 = 0; done < queries; done += ROWS) {
      const first = <usize>max(0, min(done, queries - ROWS)), rows = min(ROWS, queries);
      mix(q + first * stride, stride, rows, scratch, values, keys, d, scale, y + first * width, width, scores);
    }
    q += head;
    k += head;
    v += head;
    y += head;
  }
}

/** A head's answers to four queries, or fewer. What a softmax divides by comes last, when there are fewer numbers to divide. */
function mix(
  q: usize, stride: usize, rows: i32, keysPacked: usize, values: usize, keys: i32, d: i32, scale: f32,
  y: usize, yStride: usize, scores: usize,
): void {
  const row = <usize>keys << 2, sums = scores + <usize>ROWS * row;
  product(q, stride, rows, keysPacked, d, scores, row, keys);
  for (let r: usize = 0; r < <usize>rows; r++) store<f32>(sums + (r << 2), exponentials(scores + r * row, keys, scale));
  product(scores, row, rows, values, keys, y, yStride, d);
  for (let r: usize = 0; r < <usize>rows; r++) divide(y + r * yStride, d, load<f32>(sums + (r << 2)));
}

/** `y = x w` for four rows or fewer, w in panels. */
function product(x: usize, xStride: usize, rows: i32, w: usize, depth: i32, y: usize, yStride: usize, out: i32): void {
  for (let c: i32 = 0; c < out; c += COLUMNS) {
    const columns = columnsOf(c, out);
    if (rows === ROWS) fourRows(x, xStride, w, COLUMNS << 2, depth, 0, 0, y, yStride, columns, false);
    else for (let r: usize = 0; r < <usize>rows; r++) oneRow(x + r * xStride, w, COLUMNS << 2, depth, 0, y + r * yStride, columns, false);
    w += panelBytes(depth);
    y += COLUMNS << 2;
  }
}

/** A head's keys as the columns of panels, as `packF32` lays them: four by four, and what is left over one by one. */
function packKeys(k: usize, stride: usize, keys: i32, d: i32, packed: usize): void {
  for (let first: i32 = 0; first < keys; first += COLUMNS) {
    let i: i32 = 0;
    if (first + COLUMNS <= keys) {
      for (; i + LANES <= d; i += LANES) {
        const at = k + (<usize>i << 2);
        transpose(at, stride, packed, COLUMNS << 2);
        transpose(at + <usize>LANES * stride, stride, packed + VECTOR, COLUMNS << 2);
        packed += LANES * (COLUMNS << 2);
      }
    }
    for (; i < d; i++) {
      for (let c: i32 = 0; c < COLUMNS; c++) {
        store<f32>(packed, first + c < keys ? load<f32>(k + <usize>c * stride + (<usize>i << 2)) : 0);
        packed += FLOAT;
      }
    }
    k += <usize>COLUMNS * stride;
  }
}

/** A head's values in panels of eight columns, zeros where it has none: a key's lie side by side in few lines of the cache. */
function packValues(v: usize, stride: usize, keys: i32, d: i32, packed: usize): void {
  for (let first: i32 = 0; first < d; first += COLUMNS) {
    let at = v + (<usize>first << 2);
    for (let left = keys; left > 0; left--) {
      v128.store(packed, loadSome(at, d - first));
      v128.store(packed, loadSome(at + VECTOR, d - first - LANES), VECTOR);
      packed += COLUMNS << 2;
      at += stride;
    }
  }
}

function divide(x: usize, count: i32, by: f32): void {
  const divisor = f32x4.splat(by);
  for (; count > 0; count -= LANES) {
    storeSome(x, f32x4.div(loadSome(x, count), divisor), count);
    x += VECTOR;
  }
}
