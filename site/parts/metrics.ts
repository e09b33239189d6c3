/** How figures of a suite are called, and which way is better. */
import { metrics } from "../../eval/metrics/registry.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { fraction, signed } from "../format.ts";

export const titleOf = (metric: MetricName): string => metrics[metric].title;

/** Within a sentence: `accuracy`, `F1`, `Pearson correlation`. */
export const nameOf = (metric: MetricName): string =>
  metrics[metric].title.replace(/^(?!F1|Matthews|Pearson|Spearman|Brier)./, (letter) => letter.toLowerCase());

export const isLowerBetter = (metric: MetricName): boolean => metrics[metric].better === "lower";

/** Hundredths of a figure, which differences are told in: `+1.2`. */
export const points = (difference: number | null | undefined, digits = 1): string =>
  signed(difference === null || difference === undefined ? difference : difference * 100, digits);

/** `3.1 points`, without a sign. */
export const inPoints = (difference: number): string => {
  const text = fraction(Math.abs(difference) * 100, 1);
  return `${text} ${text === "1.0" ? "point" : "points"}`;
};

/** `−2.7 to +1.1`. */
export const pointsInterval = (ci95: readonly [number, number] | null | undefined): string =>
  ci95 ? `${points(ci95[0])} to ${points(ci95[1])}` : "–";

/** `0.003`, `< 0.001`. */
export const pNumber = (p: number | null | undefined): string => {
  if (p === null || p === undefined) return "–";
  return p < 0.001 ? "< 0.001" : fraction(p, p < 0.1 ? 3 : 2);
};

/** `p = 0.003`, `p < 0.001`. */
export const pValue = (p: number | null | undefined): string => {
  if (p === null || p === undefined) return "p undefined";
  return (p < 0.001 ? `p ${pNumber(p)}` : `p = ${pNumber(p)}`).replaceAll(" ", "\u00a0");
};
