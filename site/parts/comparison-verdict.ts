/** What a difference says, before it is put into words. */
import type { PairedFigures } from "../../eval/reports/comparison.ts";
import { isLowerBetter } from "./metrics.ts";

/** `open`: so many rows can't tell the two apart. `undefined`: one of the figures is not defined on these rows. */
export type Verdict = "a" | "b" | "open" | "undefined";

/** p below which a difference counts. */
const LEVEL = 0.05;

export function verdictOf({ metric, difference, p_value }: PairedFigures): Verdict {
  if (difference === null || p_value === null) return "undefined";
  if (difference === 0 || p_value >= LEVEL) return "open";
  return difference > 0 === isLowerBetter(metric) ? "b" : "a";
}

/** The interval leaves out 0 where p does not find a difference, or the other way: near the border they may disagree. */
export function disagree(figures: PairedFigures): boolean {
  const verdict = verdictOf(figures);
  if (figures.ci95 === null || verdict === "undefined") return false;
  const [low, high] = figures.ci95;
  return (low > 0 || high < 0) !== (verdict !== "open");
}

/** The most that a may be worse than b by the interval; 0 where it reaches not that far. */
export function mostLost({ metric, ci95 }: PairedFigures): number | null {
  if (ci95 === null) return null;
  return Math.max(0, isLowerBetter(metric) ? ci95[1] : -ci95[0]);
}
