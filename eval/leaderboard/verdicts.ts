import type { MetricName } from "../../r2-assets/format/suite.ts";
import { metrics } from "../metrics/registry.ts";
import { adjustFamily } from "../statistics/adjust-family.ts";
import type { Difference } from "./board.ts";

/** A difference before its family is known. */
export interface TestedPair extends Omit<Difference, "p_holm" | "verdict"> {
  model: string;
  suite: string;
  metric: MetricName;
}

/** Adjusted p below which a difference is significant. */
const LEVEL = 0.05;

/**
 * Differences with their verdicts, family by family: all models that are held against one model on one suite. Returned by
 * model, then by suite.
 */
export function withVerdicts(pairs: readonly TestedPair[]): Map<string, Record<string, Difference>> {
  const judged = new Map<string, Record<string, Difference>>();
  for (const family of Map.groupBy(pairs, ({ suite, against }) => JSON.stringify([suite, against])).values()) {
    const adjusted = adjustFamily(family, ({ p_value }) => p_value);
    for (const [i, { model, suite, metric, ...pair }] of family.entries()) {
      const p_holm = adjusted[i]!;
      const difference = { ...pair, p_holm, verdict: verdictOf(metric, pair.difference, p_holm) };
      judged.set(model, { ...judged.get(model), [suite]: difference });
    }
  }
  return judged;
}

function verdictOf(metric: MetricName, difference: number | null, p: number | null): Difference["verdict"] {
  if (difference === null || difference === 0 || p === null || p >= LEVEL) return "open";
  return difference > 0 === (metrics[metric].better === "higher") ? "better" : "worse";
}
