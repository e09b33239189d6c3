import { drawnValue, type Statistic } from "./statistic.ts";

/**
 * A metric over some of n rows, given by their places, as one over all n: the others count for nothing, however often they are
 * drawn. So models that are judged on different rows of one suite can be drawn together.
 */
export function amongRows(metric: Statistic, places: Uint32Array, n: number): Statistic {
  const own = new Uint32Array(places.length);
  return {
    kind: "resampled",
    n,
    value(counts) {
      for (let i = 0; i < own.length; i++) own[i] = counts[places[i]];
      return drawnValue(metric, own);
    },
    ...(metric.kind === "resampled" && metric.byConvention !== undefined && { byConvention: metric.byConvention }),
  };
}
