import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { Scoring } from "../kinds/statistic-of.ts";
import { type Judgement, judgeLoss } from "../metrics/judge-loss.ts";
import type { Verdict } from "../reports/verdict.ts";
import { pairPredictions } from "./pair-predictions.ts";
import { pairStatistics, withoutMetric } from "./pair-statistics.ts";

export type VerdictOutcome = { kind: "verdict"; verdict: Verdict } | { kind: "refused"; reason: string };

/**
 * Whether run b is as good as run a but for a margin (`judgeLoss`), over the rows that a comparison is over.
 *
 * Refuses, with the reason, what `compareRuns` refuses.
 */
export async function judgeRuns<K extends RowKind>(
  kind: K,
  a: readonly PredictionOf[K][],
  b: readonly PredictionOf[K][],
  { margin, simultaneousOver, ...scoring }: Scoring & Judgement,
): Promise<VerdictOutcome> {
  const { metric, turn } = scoring;
  const paired = await pairPredictions<K>(kind, a, b, turn);
  if (typeof paired === "string") return { kind: "refused", reason: paired };
  const statistics = await pairStatistics(kind, paired.judged, scoring);
  if (statistics === null) return { kind: "refused", reason: withoutMetric(metric) };
  return { kind: "verdict", verdict: await judgeLoss(metric, ...statistics, { margin, simultaneousOver }, { turn }) };
}
