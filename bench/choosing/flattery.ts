/** What looking several times at the same dev rows adds to the best look, by simulation. */
import { normalTail } from "../../eval/statistics/normal.ts";
import type { Random } from "../../eval/statistics/random.ts";

/** Means over the draws, in the metric's own unit. */
export interface Choice {
  /** By how much the best look, at all rows, is above what its model is worth. */
  flattered: number;
  /** By how much less the model is worth that the best look at half of the rows chooses. */
  cost: number;
}

/**
 * Draws runs whose models are worth `worth`, one a look, and whose looks at all rows are off by independent normal errors of deviation
 * `noise`, at half of the rows by √2 of it; the first of the best looks chooses, as in training. The halves are independent, so that a look at all
 * rows is the mean of both.
 */
export function simulateChoice(worth: readonly number[], noise: number, draws: number, random: Random): Choice {
  const sums: Choice = { flattered: 0, cost: 0 };
  for (let draw = 0; draw < draws; draw++) {
    const halves = [0, 1].map(() => worth.map((value) => value + Math.SQRT2 * noise * normal(random)));
    const whole = worth.map((_, k) => (halves[0]![k]! + halves[1]![k]!) / 2);
    const [byAll, byHalf] = [argMax(whole), argMax(halves[0]!)];
    sums.flattered += whole[byAll]! - worth[byAll]!;
    sums.cost += worth[byAll]! - worth[byHalf]!;
  }
  return { flattered: sums.flattered / draws, cost: sums.cost / draws };
}

/**
 * The deviation of a look's own error, from neighbouring looks in the second half of a run: root of half their mean squared difference (von Neumann
 * 1941), all taken for error. Null of fewer than three such differences.
 */
export function neighbourNoise(looks: readonly number[]): number | null {
  const settled = looks.slice(Math.floor(looks.length / 2));
  const squares = settled.slice(1).map((value, i) => (value - settled[i]!) ** 2);
  return squares.length < 3 ? null : Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length / 2);
}

/** The mean of the largest of `count` standard normal numbers: `∫ (1 - Φ(x)ᵏ - Φ(-x)ᵏ) dx` over x > 0, by the trapezoidal rule. */
export function expectedMaximum(count: number): number {
  const [step, end] = [1e-3, 10];
  let sum = 0;
  for (let i = 0; i * step <= end; i++) {
    const above = normalTail(i * step);
    sum += (1 - (1 - above) ** count - above ** count) * (i === 0 ? step / 2 : step);
  }
  return sum;
}

const argMax = (values: readonly number[]): number =>
  values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);

/** Box and Muller's. */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
