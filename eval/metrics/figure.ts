import type { Figure } from "../../r2-assets/format/run.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { bootstrap } from "../statistics/bootstrap.ts";
import { clusteringOf } from "../statistics/clusters.ts";
import type { ResamplingOptions } from "../statistics/resampling.ts";
import { plainValue, type Statistic } from "../statistics/statistic.ts";
import { wilson } from "../statistics/wilson.ts";
import { metrics } from "./registry.ts";

/**
 * A metric's value with its 95 % interval: Wilson's for a share of rows whose metric asks for it, else the percentile
 * bootstrap's. Undefined is null, never 0: the value where the metric is undefined on these rows, the interval also where
 * too few resamples have a value. How many have none is told with the interval.
 *
 * Rows in clusters: the bootstrap's of whole clusters, for shares too. Where all rows have the same outcome, no draw of them
 * varies, and a share has Wilson's of as many rows as there are clusters. Of one cluster there is no interval.
 */
export async function figureOf(
  metric: MetricName,
  statistic: Statistic | null,
  options?: ResamplingOptions,
): Promise<Figure> {
  const value = statistic && plainValue(statistic);
  if (statistic === null || value === null) return { value: null, ci95: null };
  const clustering = clusteringOf(statistic);
  const share = statistic.kind === "share" && metrics[metric].interval === "wilson";
  if (share && !clustering) {
    const right = statistic.outcomes.reduce((sum, outcome) => sum + outcome, 0);
    return { value, ci95: wilson(right, statistic.outcomes.length) };
  }
  if (share && clustering && clustering.count > 1 && (value === 0 || value === 1))
    return { value, ci95: wilson(value * clustering.count, clustering.count) };
  const { ci95, undefinedDraws } = (await bootstrap(statistic, options)) ?? { ci95: null, undefinedDraws: 0 };
  return { value, ci95, ...(undefinedDraws > 0 && { undefined_draws: undefinedDraws }) };
}
