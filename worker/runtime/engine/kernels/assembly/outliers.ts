/**
 * Numbers of a row of activations that lie beyond seven bits, and what they add to a product.
 *
 * A row's list is `count` (int32), and for each outlier its key and r (int32 both): by r steps it lies above 127, or below 0. The key says where its weights
 * lie in a panel of `packI8`, and by how many bits a weight must be moved up to be the highest byte of its four.
 */
/** An outlier found no room in the list, or lies too far out. */
export const NONE_KEPT: i32 = -1;

/** Steps that an outlier may lie out, so that sums of products fit 32 bits. Of n numbers the farthest lies 18 √n steps out, by the range's definition. */
const FARTHEST: f32 = 8191;

/** Of a row of this width. By Chebyshev's inequality an eighth of a row and more never lies beyond 3.5 standard deviations. */
@inline
export function mostOutliers(width: i32): i32 {
  return (width >> 3) + 4;
}

/** Bytes from a row's list to the next one's. */
@inline
export function listBytes(width: i32): usize {
  return 4 + 8 * <usize>mostOutliers(width);
}

/**
 * Adds the outliers among some numbers from x on, the row's numbers from k on, to a list of `kept`; returns how many it has now. `which`: a bit a number that may be
 * one. `NONE_KEPT` stays what it is.
 */
export function keepOutliers(x: usize, k: i32, which: i32, bottom: f32, perUnit: f32, list: usize, kept: i32, most: i32): i32 {
  if (kept === NONE_KEPT) return NONE_KEPT;
  for (; which !== 0; which &= which - 1) {
    const i = ctz<i32>(which), at = k + i, units = nearest<f32>((load<f32>(x + (<usize>i << 2)) - bottom) * perUnit);
    if (units >= 0 && units <= 127) continue;
    if (kept === most || !(abs<f32>(units) <= FARTHEST)) return NONE_KEPT;
    const entry = list + 4 + (<usize>kept << 3);
    store<i32>(entry, ((at >> 2) << 5) | (24 - ((at & 3) << 3)));
    store<i32>(entry, <i32>(units < 0 ? units : units - 127), 4);
    kept++;
  }
  return kept;
}

/** The sums of four outputs with a row's outliers, whose weights begin at w. */
@inline
export function addOutliers(sums: v128, w: usize, list: usize): v128 {
  for (let left = load<i32>(list); left > 0; left--) {
    const key = load<i32>(list, 4), weights = v128.load(w + <usize>(key & ~31));
    const bytes = i32x4.shr_s(i32x4.shl(weights, key & 31), 24);
    sums = i32x4.add(sums, i32x4.mul(bytes, i32x4.splat(load<i32>(list, 8))));
    list += 8;
  }
  return sums;
}
