import type { Tally } from "../../eval/kinds/kind.ts";
import { type FigureOptions, figureOf } from "../../eval/metrics/figure.ts";
import type { Turn } from "../../eval/statistics/in-blocks.ts";
import type { Statistic } from "../../eval/statistics/statistic.ts";
import type { Prediction } from "../../r2-assets/format/prediction.ts";
import type { RunRecord, RunSlice } from "../../r2-assets/format/run.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { mayTell, type Visibility } from "./may-tell.ts";

type AnyTally = Pick<Tally<Prediction>, "statistic" | "slices">;

/** Every metric the suite asks for; one that such predictions can't give, or that is undefined on these, has null figures. */
export const metricFigures = (
  tally: AnyTally,
  metrics: readonly MetricName[],
  turn: Turn,
  by?: string,
): Promise<RunRecord["metrics"]> => figuresOf(metrics, (name) => tally.statistic(name), { turn, by });

/** As many slices are kept, the largest ones: a record is one tuple of the database. */
const MOST_SLICES = 200;

/** Figures of the tally's slices, in its order. */
export async function sliceFigures(
  tally: AnyTally,
  visibility: Visibility,
  turn: Turn,
  group?: string,
): Promise<RunSlice[]> {
  const slices = tally.slices().filter(({ rows, value }) => mayTell(rows, visibility) && value.length <= 200);
  const largest = new Set([...slices].sort((a, b) => b.rows - a.rows).slice(0, MOST_SLICES));
  const figures: RunSlice[] = [];
  for (const { by, value, rows, statistics } of slices.filter((slice) => largest.has(slice))) {
    const names = Object.keys(statistics) as MetricName[];
    figures.push({
      by,
      value,
      rows,
      metrics: await figuresOf(names, (name) => statistics[name] ?? null, { turn, by: group }),
    });
  }
  return figures;
}

/** One metric after the other: each has its own turns. */
async function figuresOf(
  names: readonly MetricName[],
  statisticOf: (name: MetricName) => Statistic | null,
  options: FigureOptions,
): Promise<RunRecord["metrics"]> {
  const figures: RunRecord["metrics"] = {};
  for (const name of names) figures[name] = await figureOf(name, statisticOf(name), options);
  return figures;
}
