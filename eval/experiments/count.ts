/** What is only counted. Each changes `progress` in place. */
import { countInRatio } from "../statistics/sample-ratio.ts";
import { countInBins } from "./latency.ts";
import type { Progress, VariantProgress } from "./progress.ts";

/** A new unit was assigned to `variant`, where the variants had these weights. Throws RangeError where the weight is 0. */
export function countUnit(progress: Progress, unit: { variant: number; weights: readonly number[] }): void {
  variantOf(progress, unit.variant).units++;
  countInRatio(progress.assignment, unit.variant, unit.weights);
}

/** The variant gave an answer. */
export function countAnswer(progress: Progress, variant: number): void {
  variantOf(progress, variant).answers++;
}

/** An answer of the variant was judged, the first of its unit or another. */
export function countJudged(progress: Progress, variant: number): void {
  variantOf(progress, variant).judged++;
}

/** Shadow mode: a unit's first answer, and whether the candidate gave the control's. */
export function countAgreement(progress: Progress, candidate: number, agrees: boolean): void {
  const variant = variantOf(progress, candidate);
  variant.compared++;
  if (agrees) variant.agreed++;
}

/** A client says how long an answer took. */
export function countLatency(progress: Progress, variant: number, ms: number): void {
  countInBins(variantOf(progress, variant).latency, ms);
}

/** Throws RangeError where there is no such variant. */
export function variantOf(progress: Progress, variant: number): VariantProgress {
  const found = progress.variants[variant];
  if (found === undefined)
    throw new RangeError(`there is no variant ${variant}: there are ${progress.variants.length}`);
  return found;
}
