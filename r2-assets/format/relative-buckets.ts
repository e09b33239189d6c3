/** Which bucket a distance between two tokens belongs to, for scores of attention that depend on it. */

export interface RelativePositions {
  /** Of both directions together; a multiple of 4. */
  buckets: number;
  /** Tokens; from here on all are in the last bucket of their direction. */
  max_distance: number;
}

/**
 * The bucket of `distance`, the place of the key less that of the query, in tokens. Half of the buckets are for keys that come later; of each half the first half holds
 * one distance each, the others grow as its logarithm:
 * `e + floor(ln(|d| / e) / ln(max / e) · (h - e))`, `h = buckets / 2`, `e = h / 2`, and `h - 1` at most.
 * Source: T5 (Raffel et al., arXiv 1910.10683, section 2.1), code; MPNet has it with 32 and 128.
 */
export function relativeBucket(distance: number, { buckets, max_distance }: RelativePositions): number {
  const half = buckets / 2;
  const exact = half / 2;
  const far = Math.abs(distance);
  const from = distance > 0 ? half : 0;
  if (far < exact) return from + far;
  const grown = exact + Math.floor((Math.log(far / exact) / Math.log(max_distance / exact)) * (half - exact));
  return from + Math.min(grown, half - 1);
}

/** Of all distances from `-furthest` to `furthest`. */
export const relativeBuckets = (furthest: number, positions: RelativePositions): number[] =>
  Array.from({ length: 2 * furthest + 1 }, (_, i) => relativeBucket(i - furthest, positions));
