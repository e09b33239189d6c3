/**
 * Linear warm-up from 0 to the peak, then linear decay from the peak to 0: the usual form for BERT.
 * `step` counts from 1; step `warmupSteps` has the peak, step `totalSteps` has 0.
 * (Early BertAdam releases multiply by `1 - progress` after warm-up instead; this is not that.)
 */
export function linearWarmupDecay(step: number, totalSteps: number, warmupSteps: number, peak: number): number {
  if (step < warmupSteps) return (peak * step) / warmupSteps;
  if (step >= totalSteps) return 0;
  return (peak * (totalSteps - step)) / (totalSteps - warmupSteps);
}
