import type { Random } from "../../eval/statistics/random.ts";
import { wilson } from "../../eval/statistics/wilson.ts";

/** What one run tells: a number, whether something happened, or at which unit it first did, null where it never did. */
export type Told = Record<string, number | boolean | { at: number | null }>;

export interface Study {
  group: "decisions" | "samples" | "feedback";
  name: string;
  title: string;
  /** What the numbers of its runs are shares of: a test of fixed size. */
  fixed?: number;
  run(random: Random): Told;
}

/** Of numbers their mean and quantiles. Of what happens the share of runs, and of what has its time also the share `by` so many units. */
export type Summary =
  | { mean: number; p50: number; p80: number; p95: number }
  | { rate: number; ci95: [number, number]; by?: [units: number, rate: number][] };

/** Units at which it is told what happened by then. */
const TIMES = [100, 200, 500, 1000, 2000, 3500, 5000, 7000, 10_000, 14_000, 20_000, 27_000, 35_000];

export const summarise = (told: readonly Told[]): Record<string, Summary> =>
  Object.fromEntries(Object.keys(told[0]).map((key) => [key, summaryOf(told.map((one) => one[key]))]));

function summaryOf(values: readonly Told[string][]): Summary {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length === values.length) return spread(numbers);
  const times = values.flatMap((value) => (typeof value === "object" && value.at !== null ? [value.at] : []));
  const hits = times.length + values.filter((value) => value === true).length;
  const [low, high] = wilson(hits, values.length);
  return {
    rate: round(hits / values.length),
    ci95: [round(low), round(high)],
    ...(times.length > 0 && {
      by: TIMES.map((units) => [units, round(times.filter((at) => at <= units).length / values.length)]),
    }),
  };
}

function spread(values: readonly number[]): Summary {
  const sorted = Float64Array.from(values).sort();
  const at = (q: number) => round(sorted[Math.ceil(q * sorted.length) - 1]);
  return {
    mean: round(sorted.reduce((sum, value) => sum + value, 0) / sorted.length),
    p50: at(0.5),
    p80: at(0.8),
    p95: at(0.95),
  };
}

const round = (x: number) => Number(x.toPrecision(6));
