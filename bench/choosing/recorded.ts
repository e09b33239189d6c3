/**
 * How much dev flatters the recorded models whose epoch it chose. No predictions by epoch are recorded, so it is reckoned from the looks:
 *
 * - `by its looks`: each look's value is taken for what that model is worth, and looks are drawn with the error that neighbouring looks of the run's second half show.
 *   The values are spread by their errors already, which makes it too small; what neighbours differ by is partly real, which makes it too large. None of fewer than 8 looks.
 * - `at most`: all looks are taken to be equally good, with the error between this model and the recorded one of its task that it differs least from: their
 *   paired bootstrap's deviation over √2, clusters drawn whole. Epochs of one run are more alike than that, and not equally good.
 * - `a half costs`: in the draws of `by its looks`, what the model is worth less that half of the rows would have chosen.
 *
 *     node bench/choosing/recorded.ts [RECIPE …] [--draws 20000]
 *
 * RECIPE: `mrpc/kronecker-19x`, or of every task `kronecker-19x`; three of each unless given.
 */
import { parseArgs } from "node:util";
import { rankedRun } from "../../eval/leaderboard/ranked-run.ts";
import { standingRun } from "../../eval/robustness/choose-runs.ts";
import { type Drawn, drawMean } from "../../eval/statistics/draw-mean.ts";
import { createRandom } from "../../eval/statistics/random.ts";
import { kindOf, type MetricName, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { taskNamed } from "../../trainer/tasks/index.ts";
import { table } from "../markdown.ts";
import { recordedClusters } from "../results/clusters.ts";
import { type RecordedRun, readPredictions } from "../results/read-runs.ts";
import type { Look } from "../results/read-training.ts";
import { readSources } from "../results/sources.ts";
import { expectedMaximum, neighbourNoise, simulateChoice } from "./flattery.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const RESAMPLES = 1000;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { draws: { type: "string", default: "20000" } },
});
const asked = positionals.length > 0 ? positionals : ["teacher", "pkd-skip", "kronecker-19x"];

const sources = await readSources(ROOT);
const drawnOn = new Map<string, Promise<Map<string, Drawn>>>();

/** Each recorded model of a suite, by id, on the same draws of its rows. */
async function drawAll(suite: SuiteInfo, metric: MetricName): Promise<Map<string, Drawn>> {
  const clusters = await recordedClusters(ROOT, suite);
  const here = sources.runs.filter((run) => run.suite === suite.id && run.limit === undefined);
  const drawn = new Map<string, Drawn>();
  for (const [model, all] of Map.groupBy(here, (run) => run.model)) {
    const run = standingRun(all) as RecordedRun | null;
    if (run === null || run.sample !== undefined) continue;
    const predictions = await readPredictions(ROOT, kindOf(suite), run);
    const ranked = await rankedRun(kindOf(suite), predictions, { metric, suite, clusters });
    const one = ranked && (await drawMean([ranked.metric], { draws: RESAMPLES }));
    if (one) drawn.set(model, one);
  }
  return drawn;
}

/** The least deviation of a difference between a model and another; null where one of them is not recorded. */
function leastDifference(model: string, all: ReadonlyMap<string, Drawn>): number | null {
  const own = all.get(model);
  const others = [...all].filter(([id]) => id !== model);
  if (own === undefined || others.length === 0) return null;
  return Math.min(
    ...others.map(([, { draws }]) => deviationOf(Array.from(own.draws, (value, draw) => value - draws[draw]!))),
  );
}

function deviationOf(all: readonly number[]): number {
  const defined = all.filter(Number.isFinite);
  const mean = defined.reduce((sum, x) => sum + x, 0) / defined.length;
  return Math.sqrt(defined.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (defined.length - 1));
}

async function reckon(name: string, model: string, suite: SuiteInfo, looks: readonly Look[]) {
  const { metric } = looks[0]!;
  if (!drawnOn.has(suite.id)) drawnOn.set(suite.id, drawAll(suite, metric as MetricName));
  const least = leastDifference(model, await drawnOn.get(suite.id)!);
  const worth = looks.map(({ value }) => value);
  const noise = neighbourNoise(worth);
  return {
    ...{ name, metric, rows: suite.rows, looks: looks.length, best: Math.max(...worth), noise },
    byLooks: noise === null ? null : simulateChoice(worth, noise, Number(values.draws), createRandom(17)),
    atMost: least === null ? null : (expectedMaximum(looks.length) * least) / Math.SQRT2,
  };
}

const rows = [];
for (const { name, recipe, dev, dev_examples: looked } of sources.training.records) {
  if (recipe.model === null || dev.length < 2 || !asked.some((each) => each === name || name.endsWith(`/${each}`)))
    continue;
  const suite = sources.suites.get(taskNamed(recipe.task).suites[0]!);
  if (!(suite?.metrics as readonly string[] | undefined)?.includes(dev[0]!.metric)) continue; // of several suites together
  if (looked !== undefined && looked !== suite!.rows) continue; // its suite is a test split: held-out rows of train chose
  rows.push(await reckon(name, recipe.model.id, suite!, dev));
}
const shown = (value: number | null | undefined) => value?.toFixed(4);
console.log(
  table<(typeof rows)[number]>(
    [
      { title: "recipe", of: ({ name }) => `\`${name}\`` },
      { title: "metric", of: ({ metric }) => metric },
      { title: "dev rows", of: ({ rows }) => `${rows}`, right: true },
      { title: "looks", of: ({ looks }) => `${looks}`, right: true },
      { title: "best look", of: ({ best }) => shown(best), right: true },
      { title: "error of a look", of: ({ noise }) => shown(noise), right: true },
      { title: "flatters, by its looks", of: ({ byLooks }) => shown(byLooks?.flattered), right: true },
      { title: "at most", of: ({ atMost }) => shown(atMost), right: true },
      { title: "a half costs", of: ({ byLooks }) => shown(byLooks?.cost), right: true },
    ],
    rows,
  ),
);
