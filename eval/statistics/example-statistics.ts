/** Metrics over small columns of numbers, for the tests of resampling. */
import type { Statistic } from "./statistic.ts";

export const shareOf = (outcomes: readonly number[]): Statistic => ({
  kind: "share",
  outcomes: Uint8Array.from(outcomes),
});

/** The mean of any numbers; undefined on no rows. */
export const meanOf = (values: readonly number[]): Statistic => ({
  kind: "resampled",
  n: values.length,
  value(counts) {
    let [sum, total] = [0, 0];
    for (let i = 0; i < counts.length; i++) {
      sum += counts[i] * values[i];
      total += counts[i];
    }
    return total === 0 ? null : sum / total;
  },
});

/** `Σ numerators / Σ denominators`: pooled F1 of spans, or of a class. */
export const ratioOf = (numerators: readonly number[], denominators: readonly number[]): Statistic => ({
  kind: "resampled",
  n: numerators.length,
  value(counts) {
    let [numerator, denominator] = [0, 0];
    for (let i = 0; i < counts.length; i++) {
      numerator += counts[i] * numerators[i];
      denominator += counts[i] * denominators[i];
    }
    return denominator === 0 ? null : numerator / denominator;
  },
});

export const f1Of = (gold: readonly number[], predicted: readonly number[]): Statistic =>
  ratioOf(
    gold.map((label, i) => 2 * label * predicted[i]),
    gold.map((label, i) => label + predicted[i]),
  );

export function pearsonOf(x: readonly number[], y: readonly number[]): Statistic {
  return {
    kind: "resampled",
    n: x.length,
    value(counts) {
      let [n, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
      for (let i = 0; i < counts.length; i++) {
        const count = counts[i];
        n += count;
        sx += count * x[i];
        sy += count * y[i];
        sxx += count * x[i] * x[i];
        syy += count * y[i] * y[i];
        sxy += count * x[i] * y[i];
      }
      const [vx, vy] = [n * sxx - sx * sx, n * syy - sy * sy];
      return vx <= 0 || vy <= 0 ? null : (n * sxy - sx * sy) / Math.sqrt(vx * vy);
    },
  };
}
