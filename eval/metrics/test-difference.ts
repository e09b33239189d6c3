import type { MetricName } from "../../r2-assets/format/suite.ts";
import { mcnemarExact, mcnemarMidP } from "../statistics/mcnemar.ts";
import { newcombePaired } from "../statistics/newcombe-paired.ts";
import { pairedBootstrap } from "../statistics/paired-bootstrap.ts";
import { type PairedTable, pairedTable } from "../statistics/paired-table.ts";
import type { ResamplingOptions } from "../statistics/resampling.ts";
import { rowsOf, type Statistic } from "../statistics/statistic.ts";
import type { Interval } from "../statistics/wilson.ts";
import { metrics } from "./registry.ts";

/** The difference a - b of a metric on the same rows, and whether it could be chance. Null where it is undefined. */
export interface TestedDifference {
  difference: number | null;
  ci95: Interval | null;
  test: "mcnemar-exact" | "paired-bootstrap";
  p_value: number | null;
  /** With McNemar's test alone. */
  mid_p?: number;
}

/**
 * Tests a difference as its metric asks: for shares Newcombe's paired interval and exact McNemar, else the paired bootstrap.
 *
 * Without discordant rows McNemar's p is 1, but Newcombe's interval keeps the width that so few rows leave; the bootstrap's
 * is [0, 0], since no draw of rows on which two models agree can tell them apart.
 * Throws RangeError when a and b have different numbers of rows.
 */
export async function testDifference(
  metric: MetricName,
  a: Statistic,
  b: Statistic,
  options?: ResamplingOptions,
): Promise<TestedDifference> {
  if (metrics[metric].test === "mcnemar-exact" && a.kind === "share" && b.kind === "share") {
    const test = "mcnemar-exact";
    if (rowsOf(a) === 0) return { difference: null, ci95: null, test, p_value: null };
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
  const resampled = await pairedBootstrap(a, b, options);
  return {
    difference: resampled?.difference ?? null,
    ci95: resampled?.ci95 ?? null,
    test: "paired-bootstrap",
    p_value: resampled?.p_value ?? null,
  };
}

const tableOf = (a: Uint8Array, b: Uint8Array): PairedTable =>
  pairedTable(Array.from(a, Boolean), Array.from(b, Boolean));
