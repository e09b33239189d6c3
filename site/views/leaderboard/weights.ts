/** What weights mean: what a point of score is worth in each other measure, at the rate at which the models listed trade them. */
import type { DynascoreMetric, MeasureName } from "../../../eval/leaderboard/board.ts";

export type Weights = Record<MeasureName, number>;

export const MEASURES: readonly { name: MeasureName; title: string; says: string }[] = [
  { name: "performance", title: "Score", says: "the suite's figure; the mean of several" },
  { name: "bytes", title: "Size", says: "megabytes to load and keep" },
  { name: "latency", title: "Latency", says: "median milliseconds of a measured request" },
  { name: "robustness", title: "Robustness", says: "share of the score left under typos and the like" },
  { name: "parameters", title: "Parameters", says: "how many numbers it has" },
];

/** Of an address; what makes no sense is 0 here, and the server says why. */
export function readWeights(text: string | null): Weights {
  const weights: Weights = { performance: 0, bytes: 0, latency: 0, robustness: 0, parameters: 0 };
  if (text === null) return { ...weights, performance: 1 };
  for (const entry of text.split(",")) {
    const [name = "", value = ""] = entry.split(":").map((part) => part.trim());
    const weight = Number(value);
    if (name in weights && weight >= 0 && weight < Infinity) weights[name as MeasureName] = weight;
  }
  return weights;
}

/** Null where score alone counts: then nothing needs to be weighed. */
export function weightsText(weights: Weights): string | null {
  const counting = MEASURES.filter(({ name }) => weights[name] > 0);
  if (counting.length === 0 || (counting.length === 1 && counting[0]!.name === "performance")) return null;
  return counting.map(({ name }) => `${name}:${weights[name]}`).join(",");
}

/** `22.4 MB`, `3.1 %`. */
const amount = (value: number, unit: string) => `${Number(value.toPrecision(2)).toLocaleString("en")} ${unit}`;

/**
 * A sentence a measure with weight. Both ways of saying it are the same exchange rate: performance has rate 1, so with shares w of the weights
 * one point of it balances `amrs * w_performance / w_measure` units of the other.
 */
export function tradesOf(metrics: readonly DynascoreMetric[]): string[] {
  const performance = metrics.find(({ name }) => name === "performance")?.weight ?? 0;
  return metrics
    .filter(({ name, weight }) => name !== "performance" && weight > 0)
    .map(({ name, unit, weight, amrs }) => {
      const title = MEASURES.find((each) => each.name === name)!.title.toLowerCase();
      if (amrs === null || amrs === 0)
        return `By ${title} nothing can be weighed here: the models listed don't differ in it, or not in score.`;
      if (performance === 0) return `The score doesn't count, ${title} does.`;
      return `One point of score counts as much as ${amount((amrs * performance) / weight, unit)} of ${title}.`;
    });
}
