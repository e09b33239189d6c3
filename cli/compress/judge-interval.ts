import { metrics } from "../../eval/metrics/registry.ts";
import { paretoFront } from "../../eval/pareto.ts";
import type { PairComparison } from "../../eval/reports/comparison.ts";
import type { Figure } from "../../r2-assets/format/run.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import type { Budget } from "./budget.ts";
import type { Loss, MeasuredModel } from "./result.ts";

/**
 * Non-inferiority by the two-sided 95 % interval of a difference, student less teacher, more being better: stricter than the verdicts of
 * `compare --margin`, whose bounds are one-sided, since here the best of several is looked for. A bootstrap of rows that differ in nothing has an
 * interval without width, which promises too much: then up to 3 in `drawn` may be others (the rule of three, at 95 %).
 */
export function judgeInterval({ ci95 }: Figure, margin: number, drawn: number): Loss {
  if (ci95 === null) return "open";
  if (ci95[0] === ci95[1] && ci95[0] === 0) return 3 / drawn <= margin ? "kept" : "open";
  if (ci95[0] >= -margin) return "kept";
  return ci95[1] < -margin ? "lost" : "open";
}

/** What a comparison's draws are of: rows, or whole clusters of them. */
export const drawnIn = ({ n, clusters }: Pick<PairComparison, "n" | "clusters">): number => clusters?.n ?? n;

/** `a - b` of a metric as `b - a`, in the direction in which more is better. */
export function studentLessTeacher(
  { difference, ci95 }: { difference: number | null; ci95: readonly [number, number] | null },
  metric: MetricName,
): Figure {
  if (metrics[metric].better === "lower") return { value: difference, ci95: ci95 && [ci95[0], ci95[1]] };
  return { value: difference === null ? null : 0 - difference, ci95: ci95 && [0 - ci95[1], 0 - ci95[0]] };
}

type Cost = Pick<MeasuredModel, "bytes" | "latency" | "difference">;

/** The limits that a model is over. A difference that is undefined is no promise. */
export function missesOf({ bytes, latency, difference }: Cost, budget: Budget): MeasuredModel["misses"] {
  const misses: MeasuredModel["misses"] = [];
  if (budget.bytes !== null && bytes > budget.bytes) misses.push("bytes");
  if (budget.ms !== null && latency.p50 > budget.ms) misses.push("ms");
  if (difference !== null && !((difference.value ?? Number.NEGATIVE_INFINITY) >= -budget.loss)) misses.push("loss");
  return misses;
}

/** Which of the models no other is better than: by bytes, score and median time together. */
export function frontOf(
  models: readonly Pick<MeasuredModel, "bytes" | "latency" | "score">[],
  metric: MetricName,
): boolean[] {
  const sign = metrics[metric].better === "higher" ? 1 : -1;
  return paretoFront(
    models.map(({ bytes, latency, score }) => [
      -bytes,
      score.value === null ? Number.NEGATIVE_INFINITY : sign * score.value,
      -latency.p50,
    ]),
  );
}
