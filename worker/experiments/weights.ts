/** Shares of units that variants get. */

/** Weights are taken for what they say if they sum to 1 up to rounding. */
const TOLERANCE = 1e-9;

/** What is wrong with weights, none of which is negative; undefined where nothing is. */
export function weightsFlaw(weights: readonly number[]): string | undefined {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (Math.abs(sum - 1) <= TOLERANCE) return undefined;
  // Of 1.000000002 six digits would say 1.
  const shown = [6, 10, 17].map((digits) => Number(sum.toPrecision(digits))).find((rounded) => rounded !== 1);
  return `the weights must sum to 1; they sum to ${shown}`;
}

/** Of shadow mode, where the control answers everybody. */
export const shadowWeights = (variants: number): number[] =>
  Array.from({ length: variants }, (_, i) => (i === 0 ? 1 : 0));
