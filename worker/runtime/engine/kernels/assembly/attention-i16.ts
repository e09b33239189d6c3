/** Self-attention in 16-bit integers, for models whose weights are bytes: as `attention`, with half the work in its two products. */
import { held, unknownZero } from "./held";
import { VECTOR } from "./lanes";
import { LARGEST, largestSize, nearestShorts, SHORTS, shorts, shortsBytes, shortsOfRow, WHOLE, WHOLE_BITS } from "./shorts";
import { probabilities } from "./softmax-i16";
import { COLUMNS, ROWS } from "./tile";
import { fourRows, PAIR, shortPanelBytes } from "./tile-i16";
import { storeColumns } from "./transpose";

const PER_OCTAVE: f32 = 1.4426950408889634; // 1 / ln 2

/** What sums of products may come to: 2^31, and room for rounding. */
const MOST_SUM: f32 = 2147000000;

/**
 * What `attention` computes, and its arguments. Queries are rounded to parts of their own largest number, keys and values to parts of the head's, and the softmax's
 * weights as `softmax-i16.ts` has it. What is not finite gives NaN. `scratch`: keys and values in panels of eight, `ceil(keys / 8) ceil(d / 8)` times 128 bytes each,
 * four rows of d 16-bit numbers and of keys floats, both filled up to eights, and 16 bytes.
 */
export function attentionI16(
  q: usize, k: usize, v: usize, stride: usize, queries: i32, keys: i32, heads: i32, d: i32, y: usize, scratch: usize,
): void {
  const width = <usize>(heads * d) << 2, head = <usize>d << 2;
  const values = scratch + <usize>((keys + COLUMNS - 1) / COLUMNS) * shortPanelBytes(d);
  const rows = values + <usize>((d + COLUMNS - 1) / COLUMNS) * shortPanelBytes(keys);
  const most = min<f32>(LARGEST, nearest<f32>(sqrt<f32>(MOST_SUM / <f32>d))), scale = PER_OCTAVE / sqrt<f32>(<f32>d);
  for (; heads > 0; heads--) {
    const largestKey = largestSize(k, stride, keys, d), largestValue = largestSize(v, stride, keys, d);
    packKeys(k, stride, keys, d, most / largestKey, scratch);
    packValues(v, stride, keys, d, LARGEST / largestValue, values);
    const unit = largestKey / (most * most) * scale, valueUnit = largestValue / LARGEST;
    if (queries < ROWS) {
      for (let r: usize = 0; r < <usize>queries; r++) mix(q + r * stride, 0, scratch, values, keys, d, most, unit, valueUnit, y + r * width, 0, rows);
    } else {
      for (let done: i32 = 0; done < queries; done += ROWS) {
        const first = <usize>min(done, queries - ROWS);
        mix(q + first * stride, stride, scratch, values, keys, d, most, unit, valueUnit, y + first * width, width, rows);
      }
    }
    q += head;
    k += head;
    v += head;
    y += head;
  }
}

/** A head's answers to four queries. */
function mix(
  q: usize, stride: usize, keysPacked: usize, values: usize, keys: i32, d: i32, most: f32, unit: f32, valueUnit: f32,
  y: usize, yStride: usize, rows: usize,
): void {
  const depth = shortsBytes(d), row = shortsBytes(keys) << 1;
  const factors = rows + <usize>ROWS * depth, scores = factors + VECTOR;
  for (let r: usize = 0; r < <usize>ROWS; r++) {
    const from = q + r * stride, largest = largestSize(from, 0, 1, d);
    shortsOfRow(from, d, most / largest, rows + r * depth);
    store<f32>(factors + (r << 2), largest * unit);
  }
  for (let c: usize = 0; c < row; c += COLUMNS << 2) {
    fourRows(rows, depth, keysPacked, d, v128.load(factors), 0, 0, scores + c, row, COLUMNS);
    keysPacked += shortPanelBytes(d);
  }
  for (let r: usize = 0; r < <usize>ROWS; r++) store<f32>(factors + (r << 2), valueUnit / probabilities(scores + r * row, keys));
  for (let c: i32 = 0; c < d; c += COLUMNS) {
    fourRows(scores, row, values, keys, v128.load(factors), 0, 0, y, yStride, min(COLUMNS, d - c));
    values += shortPanelBytes(keys);
    y += COLUMNS << 2;
  }
}

/** A head's keys as the columns of panels, zeros where it has none. */
function packKeys(k: usize, stride: usize, keys: i32, d: i32, scale: f32, packed: usize): void {
  const none = unknownZero(keys), whole = held(WHOLE, none), bits = v128.or(i32x4.splat(WHOLE_BITS), none), factor = f32x4.splat(scale);
  for (; keys > 0; keys -= COLUMNS) {
    for (let i: i32 = 0; i < d; i += SHORTS) {
      const left = d - i;
      let at = k + (<usize>i << 2);
      for (let half: i32 = 0; half < COLUMNS; half += 4) {
        const to = packed + (<usize>half << 2), there = keys - half;
        if (left >= SHORTS && there >= 4) {
          storeColumns(
            eight(at, factor, whole, bits), eight(at + stride, factor, whole, bits),
            eight(at + 2 * stride, factor, whole, bits), eight(at + 3 * stride, factor, whole, bits), to, PAIR,
          );
        } else {
          storeColumns(
            shorts(at, there > 0 ? left : 0, factor, whole, bits), shorts(at + stride, there > 1 ? left : 0, factor, whole, bits),
            shorts(at + 2 * stride, there > 2 ? left : 0, factor, whole, bits), shorts(at + 3 * stride, there > 3 ? left : 0, factor, whole, bits),
            to, PAIR,
          );
        }
        at += 4 * stride;
      }
      packed += 4 * PAIR;
    }
    k += <usize>COLUMNS * stride;
  }
}

@inline
function eight(x: usize, scale: v128, whole: v128, bits: v128): v128 {
  return nearestShorts(f32x4.mul(v128.load(x), scale), f32x4.mul(v128.load(x, VECTOR), scale), whole, bits);
}

/** A head's values in panels of eight columns, zeros where it has none, two keys side by side. */
function packValues(v: usize, stride: usize, keys: i32, d: i32, scale: f32, packed: usize): void {
  const none = unknownZero(keys), whole = held(WHOLE, none), bits = v128.or(i32x4.splat(WHOLE_BITS), none), factor = f32x4.splat(scale);
  for (; d > 0; d -= COLUMNS) {
    let at = v, left = keys;
    if (d >= COLUMNS) {
      for (; left >= 2; left -= 2) {
        interleave(eight(at, factor, whole, bits), eight(at + stride, factor, whole, bits), packed);
        packed += PAIR;
        at += 2 * stride;
      }
    }
    for (; left > 0; left -= 2) {
      interleave(shorts(at, d, factor, whole, bits), shorts(at + stride, left > 1 ? d : 0, factor, whole, bits), packed);
      packed += PAIR;
      at += 2 * stride;
    }
    for (let pairs = (keys + 1) >> 1; (pairs & 3) !== 0; pairs++) {
      interleave(i16x8.splat(0), i16x8.splat(0), packed);
      packed += PAIR;
    }
    v += COLUMNS << 2;
  }
}

@inline
function interleave(even: v128, odd: v128, to: usize): void {
  v128.store(to, v128.shuffle<i16>(even, odd, 0, 8, 1, 9, 2, 10, 3, 11));
  v128.store(to, v128.shuffle<i16>(even, odd, 4, 12, 5, 13, 6, 14, 7, 15), VECTOR);
}
