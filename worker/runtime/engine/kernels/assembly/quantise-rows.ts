/** Activations as seven bits, each row by a range of its own: no row depends on its neighbours. */
import { FLOAT, LANES, largestLane, loadSome, smallestLane, VECTOR } from "./lanes";
import { paddedDepth } from "./gemm-i8";

/** The largest of seven bits. */
const TOP: i32 = 127;

/** A row whose numbers are all the same must not divide by 0. As the graphs have it (`trainer/onnx/stored-layers.ts`). */
const LEAST_SPAN: f32 = 1e-9;

/**
 * `x ≈ bottom + step q`, q in 0..127, for each row of x `[rows, width]`: bottom is its smallest number, `span = max(largest - bottom, 1e-9)`,
 * `step = span / 127` and `q = round((x - bottom) (127 / span))`, ties to even. q is `[rows, width rounded up to fours]`, zeros
 * behind each row; `steps` and `bottoms` F32 `[rows]`. Numbers that are not finite leave q in its range, and the row without meaning.
 */
export function quantiseRows(x: usize, rows: i32, width: i32, q: usize, steps: usize, bottoms: usize): void {
  const bytes = paddedDepth(width);
  for (; rows > 0; rows--) {
    const bottom = smallest(x, width);
    const span = max<f32>(largest(x, width) - bottom, LEAST_SPAN);
    store<f32>(bottoms, bottom);
    store<f32>(steps, span / <f32>TOP);
    quantise(x, width, bottom, <f32>TOP / span, q);
    x += <usize>width << 2;
    q += bytes;
    steps += FLOAT;
    bottoms += FLOAT;
  }
}

function quantise(x: usize, width: i32, bottom: f32, perUnit: f32, q: usize): void {
  const from = f32x4.splat(bottom), scale = f32x4.splat(perUnit);
  for (let left = width; left > 0; left -= LANES) {
    const units = f32x4.mul(f32x4.sub(loadSome(x, left), from), scale);
    const whole = i32x4.trunc_sat_f32x4_s(f32x4.nearest(units));
    const kept = i32x4.min_s(i32x4.max_s(whole, i32x4.splat(0)), i32x4.splat(TOP));
    const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(kept, kept), kept);
    store<u32>(q, i32x4.extract_lane(bytes, 0) & (left < LANES ? (1 << (left << 3)) - 1 : -1));
    x += VECTOR;
    q += LANES;
  }
}

function smallest(x: usize, width: i32): f32 {
  let least = f32x4.splat(load<f32>(x));
  for (; width >= LANES; width -= LANES) {
    least = f32x4.min(least, v128.load(x));
    x += VECTOR;
  }
  let all = smallestLane(least);
  for (; width > 0; width--) {
    all = min<f32>(all, load<f32>(x));
    x += FLOAT;
  }
  return all;
}

function largest(x: usize, width: i32): f32 {
  let most = f32x4.splat(load<f32>(x));
  for (; width >= LANES; width -= LANES) {
    most = f32x4.max(most, v128.load(x));
    x += VECTOR;
  }
  let all = largestLane(most);
  for (; width > 0; width--) {
    all = max<f32>(all, load<f32>(x));
    x += FLOAT;
  }
  return all;
}
