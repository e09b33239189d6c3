import type { Figure } from "../../r2-assets/format/run.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { bootstrap } from "../statistics/bootstrap.ts";
import { clusteredWilson } from "../statistics/clustered-wilson.ts";
import { type Clustering, clusteringOf } from "../statistics/clusters.ts";
import { withoutClusters } from "../statistics/effective-clusters.ts";
import type { ResamplingOptions } from "../statistics/resampling.ts";
import { plainValue, type Statistic } from "../statistics/statistic.ts";
import { type Interval, wilson } from "../statistics/wilson.ts";
import { metrics } from "./registry.ts";
import { clusteredBy, PLAIN_DRAWS } from "./widening.ts";

/**
 * A metric's value with its 95 % interval: Wilson's for a share of rows whose metric asks for it, else the percentile
 * bootstrap's. Undefined is null, never 0: the value where the metric is undefined on these rows, the interval also where
 * too few resamples have a value. How many have none is told with the interval.
 *
 * Rows in clusters: Wilson's of as many rows as vary alike, and the bootstrap's of whole clusters. Of one cluster there is none.
 */
export async function figureOf(
  metric: MetricName,
  statistic: Statistic | null,
  { by, ...options }: FigureOptions = {},
): Promise<Figure> {
  const value = statistic && plainValue(statistic);
  if (statistic === null || value === null) return { value: null, ci95: null };
  const clustering = clusteringOf(statistic);
  const figure = { value, ...(await intervalOf(metric, statistic, clustering, options)) };
  if (!clustering || by === undefined) return figure;
  const plain = await intervalOf(metric, withoutClusters(statistic), null, { ...options, draws: PLAIN_DRAWS });
  return { ...figure, clusters: clusteredBy(by, clustering.count, { clustered: figure.ci95, plain: plain.ci95 }) };
}

export interface FigureOptions extends ResamplingOptions {
  /** What the clusters are by: the figure then says so, and how much wider they make its interval. */
  by?: string | undefined;
}

async function intervalOf(
  metric: MetricName,
  statistic: Statistic,
  clustering: Clustering | null,
  options: ResamplingOptions,
): Promise<Omit<Figure, "value">> {
  if (statistic.kind === "share" && metrics[metric].interval === "wilson") {
    if (clustering) return { ci95: clusteredWilson(statistic.outcomes, clustering) };
    const right = statistic.outcomes.reduce((sum, outcome) => sum + outcome, 0);
    return { ci95: wilson(right, statistic.outcomes.length) };
  }
  const { ci95, undefinedDraws } = (await bootstrap(statistic, options)) ?? { ci95: null, undefinedDraws: 0 };
  return { ci95: within(ci95, metrics[metric].range), ...(undefinedDraws > 0 && { undefined_draws: undefinedDraws }) };
}

/** Student's interval of few clusters knows no ends of a metric's range. */
export const within = (interval: Interval | null, [least, greatest]: readonly [number, number]): Interval | null =>
  interval && [Math.max(least, interval[0]), Math.min(greatest, interval[1])];
