import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { clustersWithin } from "../kinds/clusters.ts";
import { type Scoring, STEPS_PER_PREDICTION, statisticOf } from "../kinds/statistic-of.ts";
import { metrics } from "../metrics/registry.ts";
import { testDifference } from "../metrics/test-difference.ts";
import type { Comparison, Example, PairedFigures } from "../reports/comparison.ts";
import { minimumDetectableDifference } from "../statistics/minimum-detectable-difference.ts";
import { randomisationTest } from "../statistics/randomisation.ts";
import { plainValue, type Statistic } from "../statistics/statistic.ts";
import { type Pair, pairPredictions } from "./pair-predictions.ts";
import { pairStatistics, withoutMetric } from "./pair-statistics.ts";
import { partsOf } from "./parts.ts";

export interface ComparisonOptions extends Scoring {
  /** How many the texts of each row have, by id: slices by length. */
  words?: ReadonlyMap<string, number>;
}

export type ComparisonOutcome = { kind: "comparison"; comparison: Comparison } | { kind: "refused"; reason: string };

/** As many discordant rows are listed, in the order of their ids. */
const EXAMPLES = 200;

/**
 * Compares two runs row by row, paired by id: the metric of each, its difference with interval and test, discordant rows,
 * agreement, slices, and the rows that tell the models apart, without their texts (see `withTexts`). Neither the order of the predictions nor that of the runs
 * matters, but for signs.
 *
 * Refuses, with the reason, runs over different rows or with different gold, and a metric that their predictions don't give.
 */
export async function compareRuns<K extends RowKind>(
  kind: K,
  a: readonly PredictionOf[K][],
  b: readonly PredictionOf[K][],
  { words, ...scoring }: ComparisonOptions,
): Promise<ComparisonOutcome> {
  const { metric, turn } = scoring;
  const paired = await pairPredictions<K>(kind, a, b, turn);
  if (typeof paired === "string") return { kind: "refused", reason: paired };
  const { judged: pairs, leftOut } = paired;
  await turn?.(pairs.length * STEPS_PER_PREDICTION);
  const whole = await figuresOf(kind, pairs, scoring);
  if (whole === null) return { kind: "refused", reason: withoutMetric(metric) };

  const slices: Comparison["slices"] = [];
  for (const { by, value, rows, metric: own = metric } of partsOf<K>(kind, pairs, words)) {
    const pairsWithin = rows as Pair<K>[];
    const clusters = clustersWithin(
      by,
      scoring.clusters,
      pairsWithin.map(([x]) => x),
    );
    const figures = await figuresOf(kind, pairsWithin, { ...scoring, clusters, metric: own });
    if (figures !== null) slices.push({ by, value, ...figures });
  }
  const everything = [...pairs.map(([x]) => x), ...pairs.map(([, y]) => y)];
  const randomised = whole.test === "paired-bootstrap" && {
    randomisation_p: await randomisationTest((await statisticOf(kind, everything, scoring))!, { turn }),
  };
  return {
    kind: "comparison",
    comparison: {
      ...whole,
      ...randomised,
      ...(leftOut > 0 && { left_out: leftOut }),
      minimum_detectable_difference: detectable(whole),
      slices,
      examples: pairs
        .filter(([x, y]) => x.correct !== y.correct)
        .slice(0, EXAMPLES)
        .map(example),
    },
  };
}

/** The difference alone, without its parts and examples; null where `compareRuns` refuses. */
export async function pairedFigures<K extends RowKind>(
  kind: K,
  a: readonly PredictionOf[K][],
  b: readonly PredictionOf[K][],
  scoring: Scoring,
): Promise<PairedFigures | null> {
  const pairs = await pairPredictions<K>(kind, a, b, scoring.turn);
  return typeof pairs === "string" ? null : figuresOf(kind, pairs.judged, scoring);
}

async function figuresOf<K extends RowKind>(
  kind: K,
  pairs: readonly Pair<K>[],
  scoring: Scoring,
): Promise<PairedFigures | null> {
  const statistics = await pairStatistics(kind, pairs, scoring);
  if (statistics === null) return null;
  const [a, b] = statistics;
  const { metric, turn } = scoring;
  const judged = pairs.some(([x]) => x.correct !== null);
  return {
    n: pairs.length,
    metric,
    a: plainValue(a),
    b: plainValue(b),
    ...(await testDifference(metric, a, b, { turn, by: scoring.clusters?.by })),
    discordant: judged ? discordantRows(a, b, pairs, metric) : null,
    agreement: judged ? pairs.filter(agree).length / pairs.length : null,
  };
}

/** Rows that only one got right: by the metric itself where it is a share of rows, else by the predictions' own judgement. */
function discordantRows<K extends RowKind>(a: Statistic, b: Statistic, pairs: readonly Pair<K>[], metric: MetricName) {
  const good = metrics[metric].better === "higher" ? 1 : 0;
  const isRight = (statistic: Statistic, side: 0 | 1, row: number) =>
    statistic.kind === "share" ? statistic.outcomes[row] === good : pairs[row]![side].correct === true;
  const discordant = { a_only: 0, b_only: 0 };
  for (let row = 0; row < pairs.length; row++) {
    const [rightA, rightB] = [isRight(a, 0, row), isRight(b, 1, row)];
    if (rightA !== rightB) discordant[rightA ? "a_only" : "b_only"]++;
  }
  return discordant;
}

const agree = ([a, b]: Pair<RowKind>) =>
  a.prediction !== null && JSON.stringify(a.prediction) === JSON.stringify(b.prediction);

/** z at 97.5 % and 80 %: a difference that many standard errors from 0 is found four times in five. */
const [Z_975, Z_80] = [1.959963985, 0.841621234];

/**
 * For shares exactly, at the share of discordant rows seen; else from the width of the interval, taken for normal. Null where that is
 * more than the metric can differ.
 */
function detectable({ n, metric, test, discordant, ci95 }: PairedFigures): number | null {
  if (test === "mcnemar-exact")
    return discordant && minimumDetectableDifference(n, { discordant: (discordant.a_only + discordant.b_only) / n });
  if (ci95 === null) return null;
  const difference = (((ci95[1] - ci95[0]) / 2) * (Z_975 + Z_80)) / Z_975;
  const [least, greatest] = metrics[metric].range;
  return difference <= greatest - least ? difference : null;
}

const example = ([a, b]: Pair<RowKind>): Example =>
  ({ id: a.id, right: a.correct ? "a" : "b", gold: a.gold, a: a.prediction, b: b.prediction }) as Example;
