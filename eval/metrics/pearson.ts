import type { Statistic } from "../statistics/statistic.ts";

/**
 * Pearson's `r = Σ c_i (x_i - x̄)(y_i - ȳ) / √(Σ c_i (x_i - x̄)² · Σ c_i (y_i - ȳ)²)` of two columns.
 * Null where either is constant over the drawn rows, one row included.
 */
export function pearson(x: Float64Array, y: Float64Array): Statistic {
  const [xs, ys] = [standardised(x), standardised(y)];
  return { kind: "resampled", n: x.length, value: (counts) => correlation(xs, ys, counts) };
}

/**
 * A column moved and scaled into [-1, 1] with a zero in it, which leaves r as it is. So a large offset costs no digits, and
 * no square overflows or vanishes.
 */
function standardised(values: Float64Array): Float64Array {
  const moved = values.map((v) => v / 2 - values[0] / 2); // halves: a difference may be above the largest number
  const largest = moved.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
  return largest === 0 ? moved : moved.map((v) => v / largest);
}

/** Pearson's r of rows drawn `counts[i]` times. Two passes: sums of squares about a mean near 0 would lose digits. */
export function correlation(x: Float64Array, y: Float64Array, counts: Uint32Array): number | null {
  let total = 0;
  let sumX = 0;
  let sumY = 0;
  let first = -1;
  // A mean of equal numbers may differ from them in the last digit, so constants are recognised as such.
  let constantX = true;
  let constantY = true;
  for (let i = 0; i < x.length; i++) {
    const count = counts[i];
    if (count === 0) continue;
    if (first === -1) first = i;
    if (x[i] !== x[first]) constantX = false;
    if (y[i] !== y[first]) constantY = false;
    total += count;
    sumX += count * x[i];
    sumY += count * y[i];
  }
  if (constantX || constantY) return null;

  const [meanX, meanY] = [sumX / total, sumY / total];
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const count = counts[i];
    if (count === 0) continue;
    const dx = x[i] - meanX;
    const dy = y[i] - meanY;
    xx += count * dx * dx;
    yy += count * dy * dy;
    xy += count * dx * dy;
  }
  const root = Math.sqrt(xx) * Math.sqrt(yy);
  // No constants, but too near to each other beside the rows that are not drawn.
  if (root === 0) return null;
  return Math.max(-1, Math.min(1, xy / root));
}
