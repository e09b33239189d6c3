import type { ClusteredBy } from "../../r2-assets/format/run.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import type { Clustering } from "../statistics/clusters.ts";
import { type Contrast, clustersIn, contrastValue } from "../statistics/contrast.ts";
import { withoutClusters } from "../statistics/effective-clusters.ts";
import { mcnemarClustered, mcnemarExact, mcnemarMidP } from "../statistics/mcnemar.ts";
import { newcombePaired } from "../statistics/newcombe-paired.ts";
import { pairedBootstrap } from "../statistics/paired-bootstrap.ts";
import { type PairedTable, pairedTable } from "../statistics/paired-table.ts";
import type { ResamplingOptions } from "../statistics/resampling.ts";
import { rowsOf, type ShareStatistic, type Statistic } from "../statistics/statistic.ts";
import type { Interval } from "../statistics/wilson.ts";
import { type FigureOptions, within } from "./figure.ts";
import { metrics } from "./registry.ts";
import { clusteredBy, PLAIN_DRAWS } from "./widening.ts";

/** The difference a - b of a metric on the same rows, and whether it could be chance. Null where it is undefined. */
export interface TestedDifference {
  difference: number | null;
  ci95: Interval | null;
  test: "mcnemar-exact" | "mcnemar-clustered" | "paired-bootstrap";
  p_value: number | null;
  /** With McNemar's exact test alone. */
  mid_p?: number;
  /** Where the rows have clusters, and it is said what these are by. */
  clusters?: ClusteredBy;
}

/**
 * Tests a difference as its metric asks: for shares Newcombe's paired interval and exact McNemar, else the paired bootstrap.
 *
 * Without discordant rows McNemar's p is 1, but Newcombe's interval keeps the width that so few rows leave; the bootstrap's
 * is [0, 0], since no draw of rows on which two models agree can tell them apart.
 * Rows in clusters are tested by the clusters: McNemar's clustered form, and the bootstrap of clusters. Of one cluster there is
 * a difference, but neither interval nor p.
 * Throws RangeError when a and b have different numbers of rows, or different clusters.
 */
export async function testDifference(
  metric: MetricName,
  a: Statistic,
  b: Statistic,
  { by, ...options }: FigureOptions = {},
): Promise<TestedDifference> {
  const clustering = rowsOf(a) > 0 ? clustersIn(pairOf(a, b)) : null;
  const tested = await testedDifference(metric, a, b, clustering, options);
  if (!clustering || by === undefined) return tested;
  const rows = [withoutClusters(a), withoutClusters(b)] as const;
  const plain = await testedDifference(metric, ...rows, null, { ...options, draws: PLAIN_DRAWS });
  return { ...tested, clusters: clusteredBy(by, clustering.count, { clustered: tested.ci95, plain: plain.ci95 }) };
}

async function testedDifference(
  metric: MetricName,
  a: Statistic,
  b: Statistic,
  clustering: Clustering | null,
  options: ResamplingOptions,
): Promise<TestedDifference> {
  if (metrics[metric].test === "mcnemar-exact" && a.kind === "share" && b.kind === "share") {
    const test = "mcnemar-exact";
    if (rowsOf(a) === 0) return { difference: null, ci95: null, test, p_value: null };
    if (clustering) return clusteredShares(a, b, clustering, options);
    const table = tableOf(a.outcomes, b.outcomes);
    const { aOnly, bOnly } = table;
    return {
      difference: (aOnly - bOnly) / rowsOf(a),
      ci95: newcombePaired(table),
      test,
      p_value: mcnemarExact(aOnly, bOnly),
      mid_p: mcnemarMidP(aOnly, bOnly),
    };
  }
  if (clustering?.count === 1) return ofOneCluster(a, b, "paired-bootstrap");
  const resampled = await pairedBootstrap(a, b, options);
  const [least, greatest] = metrics[metric].range;
  return {
    difference: resampled?.difference ?? null,
    ci95: within(resampled?.ci95 ?? null, [least - greatest, greatest - least]),
    test: "paired-bootstrap",
    p_value: resampled?.p_value ?? null,
  };
}

async function clusteredShares(
  a: ShareStatistic,
  b: ShareStatistic,
  clustering: Clustering,
  options?: ResamplingOptions,
): Promise<TestedDifference> {
  const test = "mcnemar-clustered";
  if (clustering.count === 1) return ofOneCluster(a, b, test);
  const table = tableOf(a.outcomes, b.outcomes);
  const rows = rowsOf(a);
  const isAlike = [table.aOnly, table.bOnly].includes(rows) || table.aOnly + table.bOnly === 0;
  const ci95 = isAlike
    ? newcombePaired(perCluster(table, clustering.count / rows))
    : ((await pairedBootstrap(a, b, options))?.ci95 ?? null);
  return {
    difference: (table.aOnly - table.bOnly) / rows,
    ci95: within(ci95, [-1, 1]),
    test,
    p_value: await mcnemarClustered(a.outcomes, b.outcomes, clustering, options),
  };
}

/** The table as if each cluster were a row: where all rows are alike, so that draws have no spread, this has the width that so few leave. */
const perCluster = ({ both, aOnly, bOnly, neither }: PairedTable, share: number): PairedTable => ({
  both: both * share,
  aOnly: aOnly * share,
  bOnly: bOnly * share,
  neither: neither * share,
});

const ofOneCluster = (a: Statistic, b: Statistic, test: TestedDifference["test"]): TestedDifference => ({
  difference: contrastValue(pairOf(a, b)),
  ci95: null,
  test,
  p_value: null,
});

const pairOf = (a: Statistic, b: Statistic): Contrast => [
  [1, a],
  [-1, b],
];

const tableOf = (a: Uint8Array, b: Uint8Array): PairedTable =>
  pairedTable(Array.from(a, Boolean), Array.from(b, Boolean));
