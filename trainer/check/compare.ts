import type { Outcome } from "./check.ts";

/**
 * Largest difference that rounding explains, relative to the largest entry of the array it is in. Numbers of 24 bits,
 * summed a thousand at a time in another order, a network deep, differ by some 1e-6, and constants kept as such numbers
 * (AdamW's 1 - 0.999) by 1e-5. The mildest thing to go wrong on a GPU, products of numbers shortened to 11 bits (TF32,
 * half precision), makes 1e-4 to 4e-4 in the sizes checked; a wrong index, 1.
 */
export const TOLERANCE = 1e-4;

export interface Difference {
  /** Relative to the largest entry; Infinity where shapes differ or a number is not finite. */
  largest: number;
  /** The array it is in: `value`, `gradient of x`. */
  where: string;
}

/** The largest relative difference between what should be and what is. */
export function compare(expected: Outcome, actual: Outcome): Difference {
  const differences = Object.entries(expected).map(([where, values]) => ({
    largest: relativeDifference(values, actual[where]),
    where,
  }));
  return differences.reduce((worst, next) => (next.largest > worst.largest ? next : worst));
}

/** `max |aᵢ - eᵢ| / max |eᵢ|`; where all that is expected is 0, the numerator alone. */
function relativeDifference(expected: Float32Array, actual: Float32Array | undefined): number {
  if (actual?.length !== expected.length) return Number.POSITIVE_INFINITY;
  let [difference, scale] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    if (!Number.isFinite(actual[i])) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return scale === 0 ? difference : difference / scale;
}
