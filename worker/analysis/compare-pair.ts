import { compareRuns } from "../../eval/comparison/compare-runs.ts";
import { withTexts } from "../../eval/comparison/with-texts.ts";
import type { Comparison } from "../../eval/reports/comparison.ts";
import type { Turn } from "../../eval/statistics/in-blocks.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { kindOf, type MetricName } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { mayTell, type Visibility } from "../evaluation/may-tell.ts";
import { ProblemError } from "../http/problem.ts";
import { findSuite } from "../lookups/find-suite.ts";
import { requireFigures } from "../storage/sight.ts";
import { suiteClusters } from "../storage/suite-clusters.ts";
import type { KnownSuite } from "../storage/suite-store.ts";
import { type Analyst, analysed } from "./analysed.ts";
import { byClusters, isResampled } from "./by-clusters.ts";
import { presentRowsOf, presentWords } from "./present-rows.ts";
import { readPredictions } from "./read-run.ts";

/**
 * The comparison of two runs by a metric (the suite's primary one unless named), stored or computed and then stored. Texts
 * and examples are those that the suite's visibility allows.
 *
 * Throws problems: 422 for runs on two suites or a metric that theirs doesn't list, 409 for runs that can't be paired.
 */
export async function comparePair(
  analyst: Analyst,
  a: RunRecord,
  b: RunRecord,
  named?: MetricName,
): Promise<Comparison> {
  requireFigures(a);
  requireFigures(b);
  if (a.suite !== b.suite)
    throw new ProblemError(422, "suite-mismatch", `${a.id} is on ${a.suite}, ${b.id} on ${b.suite}.`);
  if (a.suite_sha256 !== b.suite_sha256)
    throw new ProblemError(409, "not-comparable", `${a.id} and ${b.id} are on different rows of ${a.suite}.`);
  if (a.perturbation !== b.perturbation)
    throw new ProblemError(
      409,
      "not-comparable",
      `${a.id} and ${b.id} are on the same rows under different perturbations.`,
    );

  const { env } = analyst;
  const suite = await findSuite(env, a.suite);
  const { metrics, visibility } = suite.info;
  const metric = named ?? metrics[0]!;
  if (!metrics.includes(metric))
    throw new ProblemError(
      422,
      "metric-unknown",
      `${a.suite} has no metric ${metric}: it lists ${metrics.join(", ")}.`,
    );

  const key = { what: byClusters(`comparison by ${metric}`, suite.info), runs: [a.id, b.id] };
  const extent = { rows: a.rows + b.rows, looks: isResampled(metric, suite.info) ? LOOKS : 0 };
  const comparison = await analysed(analyst, key, extent, (turn) => compute(env, suite, [a, b], metric, turn));
  return shown(comparison, visibility);
}

/** Where a metric is resampled a draw looks at a row for the difference, twice for randomisation, and once for each of some three slices. */
const LOOKS = 6;

async function compute(
  env: Env,
  suite: KnownSuite,
  [a, b]: readonly [RunRecord, RunRecord],
  metric: MetricName,
  turn: Turn,
): Promise<Comparison> {
  const kind: RowKind = kindOf(suite.info);
  const perturbed = a.perturbation !== undefined; // then its texts are not the rows'
  const outcome = await compareRuns(
    kind,
    await readPredictions(env, a, kind, turn),
    await readPredictions(env, b, kind, turn),
    {
      metric,
      suite: suite.info,
      clusters: await suiteClusters(env.BUCKET, suite.info, a.suite_sha256),
      words: perturbed ? undefined : await presentWords(env, suite, a.suite_sha256, kind, turn),
      turn,
    },
  );
  if (outcome.kind === "refused") throw new ProblemError(409, "not-comparable", `${capitalised(outcome.reason)}.`);
  const { comparison } = outcome;
  const ids = perturbed ? [] : comparison.examples.map(({ id }) => id);
  const rows = await presentRowsOf(env, suite, a.suite_sha256, kind, ids, turn);
  return { ...comparison, examples: withTexts(kind, comparison.examples, rows) };
}

/**
 * What may be shown is decided here and not where it is stored: a suite may become scored-only while a comparison is
 * computed. An example tells its row's gold, if only by which of two models was right.
 */
const shown = (comparison: Comparison, visibility: Visibility): Comparison =>
  visibility === "public"
    ? comparison
    : { ...comparison, slices: comparison.slices.filter(({ n }) => mayTell(n, visibility)), examples: [] };

const capitalised = (text: string) => text[0]!.toUpperCase() + text.slice(1);
