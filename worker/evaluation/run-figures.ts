import type { Tally } from "../../eval/kinds/kind.ts";
import { figureOf } from "../../eval/metrics/figure.ts";
import type { Prediction } from "../../r2-assets/format/prediction.ts";
import type { RunRecord, RunSlice } from "../../r2-assets/format/run.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { mayTell, type Visibility } from "./may-tell.ts";

type AnyTally = Pick<Tally<Prediction>, "statistic" | "slices">;

/** Every metric the suite asks for; one that such predictions can't give, or that is undefined on these, has null figures. */
export const metricFigures = (tally: AnyTally, metrics: readonly MetricName[]): RunRecord["metrics"] =>
  Object.fromEntries(metrics.map((name) => [name, figureOf(name, tally.statistic(name))]));

/** As many slices are kept, the largest ones: a record is one tuple of the database. */
const MOST_SLICES = 200;

/** Figures of the tally's slices, in its order. */
export function sliceFigures(tally: AnyTally, visibility: Visibility): RunSlice[] {
  const slices = tally.slices().filter(({ rows, value }) => mayTell(rows, visibility) && value.length <= 200);
  const largest = new Set([...slices].sort((a, b) => b.rows - a.rows).slice(0, MOST_SLICES));
  return slices
    .filter((slice) => largest.has(slice))
    .map(({ by, value, rows, statistics }) => ({
      by,
      value,
      rows,
      metrics: Object.fromEntries(
        (Object.keys(statistics) as MetricName[]).map((name) => [name, figureOf(name, statistics[name] ?? null)]),
      ),
    }));
}
