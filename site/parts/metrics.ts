/** How figures of a suite are called, and which way is better. */
import { metrics } from "../../eval/metrics/registry.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";

export const titleOf = (metric: MetricName): string => metrics[metric].title;

/** Within a sentence: `accuracy`, `F1`, `Pearson correlation`. */
export const nameOf = (metric: MetricName): string =>
  metrics[metric].title.replace(/^(?!F1|Matthews|Pearson|Spearman|Brier)./, (letter) => letter.toLowerCase());

export const isLowerBetter = (metric: MetricName): boolean => metrics[metric].better === "lower";
