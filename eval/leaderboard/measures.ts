import type { Latency, MeasureName } from "./board.ts";
import { type Contender, performance } from "./contender.ts";

interface MeasureInfo {
  unit: string;
  better: "higher" | "lower";
  /** For the Dynascore: the most that the cost is taken to be, so that what is left of it is positive. */
  offset: number;
  value(contender: Contender, suites: readonly string[]): number | null;
}

const inPercent = (fraction: number | null) => fraction && 100 * fraction;
const inMillions = (count: number | null) => count && count / 1e6;

export const MEASURES: Readonly<Record<MeasureName, MeasureInfo>> = {
  performance: { unit: "%", better: "higher", offset: 0, value: (c, suites) => inPercent(performance(c, suites)) },
  /** The memory of an isolate. */
  bytes: { unit: "MB", better: "lower", offset: 128, value: (c) => inMillions(c.bytes) },
  /** The median; a text should not take a second. */
  latency: { unit: "ms", better: "lower", offset: 1000, value: (c) => c.latency?.p50 ?? null },
  robustness: { unit: "%", better: "higher", offset: 0, value: (c) => inPercent(c.robustness) },
  /** BERT-base has 110 million. */
  parameters: { unit: "million", better: "lower", offset: 110, value: (c) => inMillions(c.parameters) },
};

/**
 * Which of bytes, latency and robustness tell models apart fairly: those that every scored model served here has (where
 * none is served: every scored model). Outsiders' submissions, which can have no latency, take no measure from the others.
 * Latencies count only when all were measured alike: same method, machine, runtime, tokens and batch.
 */
export function countingMeasures(scored: readonly Contender[]): MeasureName[] {
  const served = scored.filter(({ callable }) => callable);
  const deciding = served.length > 0 ? served : scored;
  return (["bytes", "latency", "robustness"] as const).filter(
    (name) =>
      deciding.length > 0 &&
      deciding.every((c) => MEASURES[name].value(c, []) !== null) &&
      (name !== "latency" || new Set(deciding.map((c) => provenance(c.latency!))).size === 1),
  );
}

const provenance = ({ method, machine, runtime, tokens, batch }: Latency) =>
  JSON.stringify([method, machine, runtime, tokens, batch]);
