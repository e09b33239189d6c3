/** Vectors that are not full: the last numbers of a row whose length is no multiple of four. */

/** Lanes of a vector. */
export const LANES: i32 = 4;

/** Bytes of a float, and of a vector. */
export const FLOAT: usize = 4;
export const VECTOR: usize = 16;

/** The `count` floats at `at`, four at most, zeros in the other lanes. Reads nothing behind them. */
@inline
export function loadSome(at: usize, count: i32): v128 {
  return count >= LANES ? v128.load(at) : loadFew(at, count);
}

function loadFew(at: usize, count: i32): v128 {
  let some = f32x4.splat(0);
  if (count > 0) some = v128.load32_zero(at);
  if (count > 1) some = v128.load_lane<f32>(at, some, 1, FLOAT);
  if (count > 2) some = v128.load_lane<f32>(at, some, 2, 2 * FLOAT);
  return some;
}

/** Stores the first `count` lanes, four at most, and nothing behind them. */
@inline
export function storeSome(at: usize, some: v128, count: i32): void {
  if (count >= LANES) v128.store(at, some);
  else storeFew(at, some, count);
}

function storeFew(at: usize, some: v128, count: i32): void {
  if (count > 0) v128.store_lane<f32>(at, some, 0);
  if (count > 1) v128.store_lane<f32>(at, some, 1, FLOAT);
  if (count > 2) v128.store_lane<f32>(at, some, 2, 2 * FLOAT);
}

/** `(l0 + l2) + (l1 + l3)`: every sum over a vector has this order. */
@inline
export function sumLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

@inline
export function largestLane(v: v128): f32 {
  const pairs = f32x4.max(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return max<f32>(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

@inline
export function smallestLane(v: v128): f32 {
  const pairs = f32x4.min(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  return min<f32>(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** `sumLanes` of four vectors. */
@inline
export function sumLanesOfFour(v: v128, v1: v128, v2: v128, v3: v128): v128 {
  const first = f32x4.add(v128.shuffle<f32>(v, v1, 0, 4, 1, 5), v128.shuffle<f32>(v, v1, 2, 6, 3, 7));
  const last = f32x4.add(v128.shuffle<f32>(v2, v3, 0, 4, 1, 5), v128.shuffle<f32>(v2, v3, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(first, last, 0, 1, 4, 5), v128.shuffle<f32>(first, last, 2, 3, 6, 7));
}
