/** Traffic to draw runs from: how accurate the control is on each unit, and which share of the units the candidate gets. */
import type { Random } from "../../eval/statistics/random.ts";

export interface Traffic {
  name: string;
  title: string;
  /** The control's accuracy on units 0 to n - 1 of one run. */
  accuracy(random: Random, n: number): Float64Array;
  /** The candidate's weight for unit i. */
  share(i: number): number;
}

export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());

const even = () => 0.5;

/** 5 % of the units, then 20 %, then 50 %. */
const rampUp = (i: number) => (i < 3000 ? 0.05 : i < 8000 ? 0.2 : 0.5);

const steady = (base: number) => (_: Random, n: number) => new Float64Array(n).fill(base);

/** A walk of one step every 50 units, between 0.65 and 0.97, whose ends throw it back. */
function wandering(random: Random, n: number): Float64Array {
  const [low, high] = [0.65, 0.97];
  const accuracy = new Float64Array(n);
  let at = low + (high - low) * random.unit();
  for (let i = 0; i < n; i++) {
    if (i % 50 === 0) {
      at += 0.012 * normal(random);
      if (at > high) at = 2 * high - at;
      if (at < low) at = 2 * low - at;
    }
    accuracy[i] = at;
  }
  return accuracy;
}

/** Other texts all of a sudden, every 2,000 units on average. */
function jumping(random: Random, n: number): Float64Array {
  const accuracy = new Float64Array(n);
  let at = 0.65 + 0.32 * random.unit();
  for (let i = 0; i < n; i++) {
    if (random.unit() < 1 / 2000) at = 0.65 + 0.32 * random.unit();
    accuracy[i] = at;
  }
  return accuracy;
}

/** Falls from 0.95 to 0.75 while the candidate's share rises, and wanders meanwhile. */
function falling(random: Random, n: number): Float64Array {
  const wander = wandering(random, n);
  return wander.map((at, i) => Math.max(0.75, 0.95 - i / 40_000) + 0.1 * (at - 0.81));
}

export const TRAFFIC = {
  steady: { name: "steady", title: "steady, 88 %", accuracy: steady(0.88), share: even },
  wandering: { name: "wandering", title: "wandering between 65 and 97 %", accuracy: wandering, share: even },
  jumping: { name: "jumping", title: "jumping between 65 and 97 %", accuracy: jumping, share: even },
  rampUp: {
    name: "ramp-up",
    title: "falling from 95 to 75 % while the candidate goes from 5 to 50 %",
    accuracy: falling,
    share: rampUp,
  },
} as const satisfies Record<string, Traffic>;

/** Accuracy that stays at `base`, and a candidate that gets `share` of the units. */
export const steadyAt = (base: number, share = 0.5): Traffic => ({
  name: `${base}`,
  title: `${100 * base} %`,
  accuracy: steady(base),
  share: () => share,
});
