import type { Statistic } from "../statistics/statistic.ts";

/** As in Guo et al., and in what followed them. */
const BINS = 15;

/**
 * Expected calibration error of the predicted label, over bins `(k/15, (k+1)/15]` of its probability (0 is in the first):
 * `Σ_b n_b/n |accuracy_b - confidence_b|`, which is `Σ_b |Σ_{i in b} (correct_i - confidence_i)| / n`.
 * Null over no rows. Source: Guo et al. 2017, arXiv 1706.04599, equation 3.
 */
export function expectedCalibrationError(confidence: Float64Array, correct: Uint8Array): Statistic {
  const bin = Uint8Array.from(confidence, (p) => Math.min(BINS - 1, Math.max(0, Math.ceil(p * BINS) - 1)));
  const gap = confidence.map((p, i) => correct[i] - p);
  const gaps = new Float64Array(BINS);
  return {
    kind: "resampled",
    n: confidence.length,
    value(counts) {
      gaps.fill(0);
      let total = 0;
      for (let i = 0; i < gap.length; i++) {
        gaps[bin[i]] += counts[i] * gap[i];
        total += counts[i];
      }
      if (total === 0) return null;
      let sum = 0;
      for (let b = 0; b < BINS; b++) sum += Math.abs(gaps[b]);
      return sum / total;
    },
  };
}

/** The probability given to a label; one that is not listed has none. */
export const probabilityOf = (scores: Readonly<Record<string, number>>, label: string): number =>
  Object.hasOwn(scores, label) ? scores[label] : 0;

/**
 * One row's part of the Brier score: `Σ_k (p_k - [k is gold])²`, from 0 to 2.
 * For two classes it is twice the score that only looks at the positive one. The score is the mean. Source: Brier 1950.
 */
export function squaredError(scores: Readonly<Record<string, number>>, gold: string): number {
  let sum = (1 - probabilityOf(scores, gold)) ** 2;
  for (const [label, p] of Object.entries(scores)) if (label !== gold) sum += p * p;
  return sum;
}
