import type { ClusteredBy } from "../../r2-assets/format/run.ts";
import { DEFAULTS } from "../statistics/resampling.ts";
import type { Interval } from "../statistics/wilson.ts";

/** Draws for the interval that rows by themselves would have: it is there for a ratio of two figures, known to some 2 %. */
export const PLAIN_DRAWS = Math.floor(DEFAULTS.draws / 5);

/** What a figure says of the clusters that its interval is by: `clustered` over `plain`, in width. */
export function clusteredBy(
  by: string,
  n: number,
  { clustered, plain }: { clustered: Interval | null; plain: Interval | null },
): ClusteredBy {
  const [wide, narrow] = [clustered, plain].map((interval) => interval && interval[1] - interval[0]);
  return { by, n, widening: wide && narrow ? Number((wide / narrow).toPrecision(3)) : null };
}
