import { metrics } from "../../eval/metrics/registry.ts";
import { minimumDetectableDifference } from "../../eval/statistics/minimum-detectable-difference.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";

/** Beyond so many nobody labels rows for one comparison, and the exact sum takes seconds. */
const MOST_ROWS = 200_000;

/**
 * How many rows would show a difference of `margin` with 80 % power, if two models differ on as many of them as on these. Of shares by the
 * exact test; else as intervals shrink, with the root of the rows. Null where no such number of rows would do, or margin is 0.
 */
export function rowsNeeded(
  metric: MetricName,
  margin: number,
  { rows, detectable, discordant }: { rows: number; detectable: number | null; discordant: number | null },
): number | null {
  if (margin <= 0) return null;
  if (metrics[metric].test !== "mcnemar-exact" || discordant === null) {
    if (detectable === null) return null;
    const needed = Math.ceil(rows * (detectable / margin) ** 2);
    return needed <= MOST_ROWS ? needed : null;
  }
  const shows = (n: number): boolean => {
    const least = minimumDetectableDifference(n, { discordant });
    return least !== null && least <= margin;
  };
  let high = Math.max(16, rows);
  while (!shows(high)) {
    high *= 2;
    if (high > MOST_ROWS) return null;
  }
  let low = 0;
  while (high - low > Math.max(1, high / 50)) {
    const middle = Math.floor((low + high) / 2);
    if (shows(middle)) high = middle;
    else low = middle;
  }
  return high;
}
