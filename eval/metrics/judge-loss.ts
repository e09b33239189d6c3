import type { MetricName } from "../../r2-assets/format/suite.ts";
import type { Verdict } from "../reports/verdict.ts";
import { clusteringOf } from "../statistics/clusters.ts";
import { exactLossBounds, exactLossP } from "../statistics/exact-loss.ts";
import { exchanged, type PairedCounts } from "../statistics/paired-score.ts";
import { pairedTable } from "../statistics/paired-table.ts";
import { resampledLoss } from "../statistics/resampled-loss.ts";
import type { ResamplingOptions } from "../statistics/resampling.ts";
import { rowsToDecide, rowsToDecideByReach } from "../statistics/rows-to-decide.ts";
import { rowsOf, type ShareStatistic, type Statistic } from "../statistics/statistic.ts";
import { metrics } from "./registry.ts";

/** What b may lose, and how sure a verdict has to be. */
export interface Judgement {
  /** More than 0, less than 1. */
  margin: number;
  /** Verdicts that are given together: a wrong one among them has probability 5 % at most (Bonferroni). 1 unless told. */
  simultaneousOver?: number;
}

/** Probability of a wrong `good enough`, and of a wrong `worse`, among all verdicts that are given together. */
const ALPHA = 0.05;
/** No one finds more rows than that. */
const MOST_ROWS = 10_000_000;
/** Losses nearer to the margin than this are the margin. */
const ROUNDING = 1e-12;

/**
 * Whether b is as good as a but for `margin`, on the same rows and in the metric's own direction: `good enough` where the
 * upper bound of what b loses is below the margin, `worse` where the lower one is above it, each bound one-sided at 95 %.
 *
 * Shares of rows are judged exactly (`exactLossP`), everything else, and rows in clusters, by the paired bootstrap.
 * Throws RangeError for a margin outside (0, 1) and when a and b have different numbers of rows.
 */
export async function judgeLoss(
  metric: MetricName,
  a: Statistic,
  b: Statistic,
  { margin, simultaneousOver = 1 }: Judgement,
  options: ResamplingOptions = {},
): Promise<Verdict> {
  if (!(margin > 0 && margin < 1)) throw new RangeError(`judgeLoss: a margin of ${margin} is not between 0 and 1`);
  const tail = ALPHA / simultaneousOver;
  const about = { margin, level: 1 - tail, simultaneous_over: simultaneousOver };
  const [from, less] = metrics[metric].better === "higher" ? [a, b] : [b, a]; // what b loses is the one less the other
  const clustering = clusteringOf(a);
  const clustered = clustering !== null;
  if (metrics[metric].test === "mcnemar-exact" && from.kind === "share" && less.kind === "share" && !clustered) {
    if (rowsOf(a) === 0) return { ...about, method: "exact", ...UNDEFINED };
    return { ...about, method: "exact", ...(await judgeShares(countsOf(from, less), margin, tail, options)) };
  }
  const method = clustered ? "cluster-bootstrap" : "paired-bootstrap";
  const [least, greatest] = metrics[metric].range;
  const found = await resampledLoss(from, less, tail, { ...options, most: greatest - least });
  if (found === null)
    return {
      ...about,
      method,
      ...UNDEFINED,
      ...(clustering?.count === 1 && { reason: "all rows are of one cluster" }),
    };
  const { loss, bounds } = found;
  const outcome =
    bounds[1] < margin - ROUNDING ? "good enough" : bounds[0] > margin + ROUNDING ? "worse" : "not decided";
  const reach = loss < margin ? bounds[1] - loss : loss - bounds[0];
  const needed = () => rowsToDecideByReach({ rows: rowsOf(a), loss, reach }, margin, { tail });
  return {
    ...about,
    method,
    outcome,
    loss,
    loss_bounds: bounds,
    ...rowsMore(outcome, loss - margin, rowsOf(a), needed),
  };
}

type Decided = Pick<Verdict, "outcome" | "loss" | "loss_bounds" | "p_value" | "rows_more" | "reason">;

const UNDEFINED: Decided = {
  outcome: "not decided",
  loss: null,
  loss_bounds: null,
  rows_more: null,
  reason: "the metric is undefined on these rows, or on most draws of them",
};

async function judgeShares(
  counts: PairedCounts,
  margin: number,
  tail: number,
  { turn }: ResamplingOptions,
): Promise<Decided> {
  const loss = (counts.lost - counts.won) / counts.rows;
  const below = loss < margin;
  const p = below ? await exactLossP(counts, margin, turn) : await exactLossP(exchanged(counts), -margin, turn);
  const outcome = p > tail ? "not decided" : below ? "good enough" : "worse";
  return {
    outcome,
    loss,
    loss_bounds: await exactLossBounds(counts, { tail, margin, turn }),
    p_value: p,
    ...rowsMore(outcome, loss - margin, counts.rows, () => rowsToDecide(counts, margin, { tail })),
  };
}

/** How many rows more would decide, and where no number is told why. */
function rowsMore(
  outcome: Verdict["outcome"],
  beyond: number,
  rows: number,
  needed: () => number,
): Pick<Verdict, "rows_more" | "reason"> {
  if (outcome !== "not decided") return { rows_more: 0 };
  if (Math.abs(beyond) < ROUNDING)
    return {
      rows_more: null,
      reason: "the loss seen is the margin itself: if it is the true one no number of rows decides",
    };
  const more = Math.max(1, Math.ceil(needed()) - rows);
  if (more <= MOST_ROWS) return { rows_more: more };
  return {
    rows_more: null,
    reason: "the loss seen is so near the margin that more than 10 million rows would be needed",
  };
}

const countsOf = (a: ShareStatistic, b: ShareStatistic): PairedCounts => {
  const { aOnly, bOnly } = pairedTable(Array.from(a.outcomes, Boolean), Array.from(b.outcomes, Boolean));
  return { lost: aOnly, won: bOnly, rows: a.outcomes.length };
};
