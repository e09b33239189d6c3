import { countInRatio } from "../statistics/sample-ratio.ts";
import { variantOf } from "./count.ts";
import type { Design } from "./design.ts";
import { notePoint } from "./history.ts";
import type { DifferenceProgress, Progress } from "./progress.ts";
import { noteVerdict } from "./verdict.ts";

/** A unit's first judged answer, in split mode. */
export interface JudgedUnit {
  variant: number;
  /** In effect when the unit was assigned. */
  weights: readonly number[];
  correct: boolean;
}

/**
 * Split mode: folds a unit's first judged answer into `progress`, in the order in which feedback comes.
 *
 * A candidate's difference from the control is estimated from the units of the two. With A whether the candidate has the unit, Y
 * whether the answer is right, `π = wᵢ / (wᵢ + w₀)` the chance that it has it, m the mean of the outcomes before (½ at first) and
 * `ω = 2 min(π, 1-π)`, the unit adds `X = ω (Y - m) (A/π - (1-A)/(1-π))`, of which |X| <= 2. Given all before, X has the mean ω times
 * the difference of the two accuracies on this unit, whatever units there are just now and whatever the weights: so `Σ X / Σ ω`
 * estimates the mean difference, and drift and ramp-up, which bias the difference of two shares, do not bias it.
 *
 * `Σ X² ` bounds how far `Σ X` may be from its mean: Howard, Ramdas, McAuliffe and Sekhon 2021 (arXiv 1810.08240), Theorem 4
 * with predictions of 0, for which the scale is c = max |X| = 2, applied to treatment effects as in their Corollary 2; ω is ours.
 * Throws RangeError where the variant's weight is 0.
 */
export function judgeUnit(design: Design, progress: Progress, judged: JudgedUnit): void {
  const { variant, weights, correct } = judged;
  const own = variantOf(progress, variant);
  countInRatio(progress.feedback, variant, weights);
  own.n++;
  if (correct) own.correct++;
  for (let i = 1; i < design.variants; i++) {
    if (variant !== 0 && variant !== i) continue;
    const share = weights[i] / (weights[i] + weights[0]);
    // A unit that only one of the two could get tells nothing of their difference.
    if (share > 0 && share < 1) addOutcome(design, progress.differences[i - 1], share, variant === i, correct);
  }
}

function addOutcome(
  design: Design,
  difference: DifferenceProgress,
  share: number,
  hasIt: boolean,
  correct: boolean,
): void {
  const centre = difference.n === 0 ? 0.5 : difference.correct / difference.n;
  const overlap = 2 * Math.min(share, 1 - share);
  const x = (overlap * (Number(correct) - centre)) / (hasIt ? share : share - 1);
  difference.n++;
  if (correct) difference.correct++;
  addStep(design, difference, x, overlap);
}

/** Adds a step x whose mean is `weight` times the difference. */
export function addStep(design: Design, difference: DifferenceProgress, x: number, weight: number): void {
  difference.sum += x;
  difference.variance += x * x;
  difference.weight += weight;
  noteVerdict(design, difference);
  notePoint(design, difference);
}
