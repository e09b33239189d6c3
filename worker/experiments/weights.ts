/** Shares of units that variants get. */

/** Weights are taken for what they say if they sum to 1 up to rounding. */
const TOLERANCE = 1e-9;

/** What is wrong with weights, none of which is negative; undefined where nothing is. */
export function weightsFlaw(weights: readonly number[]): string | undefined {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (Math.abs(sum - 1) <= TOLERANCE) return undefined;
  return `the weights must sum to 1; they sum to ${Number(sum.toPrecision(6))}`;
}

/** Of shadow mode, where the control answers everybody. */
export const shadowWeights = (variants: number): number[] =>
  Array.from({ length: variants }, (_, i) => (i === 0 ? 1 : 0));
