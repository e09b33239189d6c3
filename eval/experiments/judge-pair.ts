import type { Design } from "./design.ts";
import { addStep } from "./judge-unit.ts";
import type { Progress } from "./progress.ts";

/**
 * Shadow mode: folds a unit's first judged answers into `progress`, those of all variants to the same input; null where a
 * variant gave none.
 *
 * Against the control a candidate adds `X = Yᵢ - Y₀`, of which |X| <= 1: `Σ X / n` is the difference of the two accuracies on the same units,
 * and `Σ X²`, the units that only one of them got right, bounds it as in judge-unit.ts, with c = 1.
 * Throws RangeError unless there is an entry for each variant.
 */
export function judgePair(design: Design, progress: Progress, correct: readonly (boolean | null)[]): void {
  if (correct.length !== design.variants)
    throw new RangeError(`there are ${design.variants} variants, and ${correct.length} outcomes`);
  correct.forEach((right, i) => {
    if (right === null) return;
    progress.variants[i].n++;
    if (right) progress.variants[i].correct++;
  });
  const control = correct[0];
  if (control === null) return;
  for (let i = 1; i < design.variants; i++) {
    const candidate = correct[i];
    if (candidate === null) continue;
    const difference = progress.differences[i - 1];
    difference.n++;
    addStep(design, difference, Number(candidate) - Number(control), 1);
  }
}
