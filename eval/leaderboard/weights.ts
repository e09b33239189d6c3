import { MEASURE_NAMES, type MeasureName } from "./board.ts";

export type Weights = Partial<Record<MeasureName, number>>;

/** Reads `performance:1,bytes:0.5`; a string says in one sentence what is wrong with it. */
export function parseWeights(text: string): Weights | string {
  const weights: Weights = {};
  for (const entry of text.split(",")) {
    const [name, value, ...more] = entry.split(":").map((part) => part.trim());
    if (!value || more.length > 0) return `"${entry.slice(0, 40)}" is not a weight: write performance:1,bytes:0.5`;
    if (!isMeasure(name!)) return `there is no measure ${name!.slice(0, 40)}: there are ${MEASURE_NAMES.join(", ")}`;
    if (weights[name] !== undefined) return `${name} has two weights`;
    const weight = Number(value);
    if (!(weight >= 0 && weight < Infinity))
      return `the weight of ${name} is ${value.slice(0, 40)}, not a number from 0 on`;
    weights[name] = weight;
  }
  const sum = Object.values(weights).reduce((x, y) => x + y, 0);
  return sum > 0 && sum < Infinity ? weights : "at least one weight must be above 0, and their sum finite";
}

const isMeasure = (name: string): name is MeasureName => MEASURE_NAMES.some((known) => known === name);

/** Half to performance, the other half in equal parts to the others; all to performance where there are none. */
export const evenWeights = (others: readonly MeasureName[]): Weights =>
  others.length === 0
    ? { performance: 1 }
    : { performance: 0.5, ...Object.fromEntries(others.map((name) => [name, 0.5 / others.length])) };
