/** Self-attention of one text, a head at a time, so that a head's keys and scores stay in the nearest cache. */
import { FLOAT, LANES, loadSome, storeSome, VECTOR } from "./lanes";
import { columnsOf, panelExact } from "./panel";
import { exponentials } from "./softmax";
import { COLUMNS, panelBytes, ROWS } from "./tile";

/**
 * `softmax(Q Kᵀ / √d, over the first `keys` keys) V` of each head, heads side by side -> y `[queries, heads d]`.
 * Row i of Q lies at `q + i stride` (bytes), as do rows of K and V, head h at its columns `h d ..`: so the three may be one matrix. Keys from
 * `keys` on are padding: they are not read. `scratch`: `ceil(keys / 8) d` times 32 bytes and four rows of `keys` floats.
 * Where d is no multiple of eight, up to 28 bytes behind V's last number are read (and not used).
 */
export function attention(
  q: usize, k: usize, v: usize, stride: usize, queries: i32, keys: i32, heads: i32, d: i32, y: usize, scratch: usize,
): void {
  const width = <usize>(heads * d) << 2, head = <usize>d << 2;
  const scores = scratch + <usize>((keys + COLUMNS - 1) / COLUMNS) * panelBytes(d);
  const scale: f32 = 1 / sqrt<f32>(<f32>d);
  for (; heads > 0; heads--) {
    packKeys(k, stride, keys, d, scratch);
    for (let done: i32 = 0; done < queries; done += ROWS) {
      const first = <usize>max(0, min(done, queries - ROWS)), rows = min(ROWS, queries);
      mix(q + first * stride, stride, rows, scratch, v, keys, d, scale, y + first * width, width, scores);
    }
    q += head;
    k += head;
    v += head;
    y += head;
  }
}

/** A head's answers to four queries, or fewer. */
function mix(
  q: usize, stride: usize, rows: i32, packedKeys: usize, v: usize, keys: i32, d: i32, scale: f32,
  y: usize, yStride: usize, scores: usize,
): void {
  const row = <usize>keys << 2;
  for (let c: i32 = 0; c < keys; c += COLUMNS) {
    panelExact(
      q, stride, rows, packedKeys + <usize>(c / COLUMNS) * panelBytes(d), COLUMNS << 2, d,
      0, 0, scores + (<usize>c << 2), row, columnsOf(c, keys),
    );
  }
  for (let r: usize = 0; r < <usize>rows; r++) {
    divide(scores + r * row, keys, exponentials(scores + r * row, keys, scale));
  }
  for (let c: i32 = 0; c < d; c += COLUMNS) {
    panelExact(scores, row, rows, v + (<usize>c << 2), stride, keys, 0, 0, y + (<usize>c << 2), yStride, columnsOf(c, d));
  }
}

/** A head's keys as the columns of panels, as `packF32` lays them. */
function packKeys(k: usize, stride: usize, keys: i32, d: i32, packed: usize): void {
  for (let first: i32 = 0; first < keys; first += COLUMNS) {
    for (let i: i32 = 0; i < d; i++) {
      for (let c: i32 = first; c < first + COLUMNS; c++) {
        store<f32>(packed, c < keys ? load<f32>(k + <usize>c * stride + (<usize>i << 2)) : 0);
        packed += FLOAT;
      }
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
