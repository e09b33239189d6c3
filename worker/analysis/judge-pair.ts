import { judgeRuns } from "../../eval/comparison/judge-runs.ts";
import type { Judgement } from "../../eval/metrics/judge-loss.ts";
import type { Verdict } from "../../eval/reports/verdict.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { kindOf, type MetricName } from "../../r2-assets/format/suite.ts";
import { ProblemError } from "../http/problem.ts";
import { findSuite } from "../lookups/find-suite.ts";
import { suiteClusters } from "../storage/suite-clusters.ts";
import { type Analyst, analysed } from "./analysed.ts";
import { byClusters, isResampled } from "./by-clusters.ts";
import { readPredictions } from "./read-run.ts";

/** Of a metric that is resampled a draw looks at a row once for each model. */
const LOOKS = 2;

/**
 * Whether run b is as good as run a but for the margin, stored or computed and then stored, for each margin and number of
 * verdicts by itself. The two have been compared by that metric before, so that they can be. Says nothing of single rows.
 */
export async function judgePair(
  analyst: Analyst,
  a: RunRecord,
  b: RunRecord,
  metric: MetricName,
  judgement: Required<Judgement>,
): Promise<Verdict> {
  const { margin, simultaneousOver } = judgement;
  const what = `verdict by ${metric}, margin ${margin}, one of ${simultaneousOver}`;
  const suite = (await findSuite(analyst.env, a.suite)).info;
  const key = { what: byClusters(what, suite), runs: [a.id, b.id] };
  const extent = { rows: a.rows + b.rows, looks: isResampled(metric, suite) ? LOOKS : 0 };
  return analysed(analyst, key, extent, async (turn) => {
    const kind: RowKind = kindOf(suite);
    const [ofA, ofB] = [
      await readPredictions(analyst.env, a, kind, turn),
      await readPredictions(analyst.env, b, kind, turn),
    ];
    const clusters = await suiteClusters(analyst.env.BUCKET, suite, a.suite_sha256);
    const outcome = await judgeRuns(kind, ofA, ofB, { metric, suite, clusters, turn, ...judgement });
    if (outcome.kind === "refused") throw new ProblemError(409, "not-comparable", `${outcome.reason}.`);
    return outcome.verdict;
  });
}
