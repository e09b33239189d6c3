/**
 * Recorded runs of served models on the dev split of their own task, figure by figure on the half that a recipe of `"choose": "half"` chooses by and on the other, with
 * its 95 % interval. Of a model that was trained otherwise (`chosen by`) both halves chose.
 *
 *     node bench/choosing/unseen-half.ts DATA [MODEL …]
 *
 * DATA has the rows, whose clusters tell halves. MODEL: ids; all unless given.
 */
import { statisticOf } from "../../eval/kinds/statistic-of.ts";
import { standingRun } from "../../eval/robustness/choose-runs.ts";
import { bootstrap } from "../../eval/statistics/bootstrap.ts";
import { plainValue } from "../../eval/statistics/statistic.ts";
import { SUITES } from "../../eval/suites/index.ts";
import { kindOf, type MetricName, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { halvesOf } from "../../trainer/tasks/halves-of.ts";
import { TASKS } from "../../trainer/tasks/index.ts";
import { readRows } from "../../trainer/tasks/read-rows.ts";
import { table } from "../markdown.ts";
import { recordedClusters } from "../results/clusters.ts";
import { type RecordedRun, readPredictions } from "../results/read-runs.ts";
import { readSources } from "../results/sources.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const [data, ...asked] = process.argv.slice(2);
if (data === undefined) throw new Error("give the data folder: node bench/choosing/unseen-half.ts DATA [MODEL …]");

const sources = await readSources(ROOT);
/** Models of which half of dev chose. Their records say so, since cards are there only of those in the tree. */
const byHalf = new Set(
  sources.training.records.flatMap(({ recipe, dev_unseen }) => (dev_unseen && recipe.model ? [recipe.model.id] : [])),
);

/** Of every row of a suite the ids of those that choose. */
async function choosing(suite: SuiteInfo): Promise<Set<string>> {
  const description = SUITES[suite.id]!;
  const { choose } = await halvesOf([(await readRows(data!, description)).rows], [description]);
  return new Set(choose.flat().map(({ id }) => id));
}

async function halved(run: RecordedRun, suite: SuiteInfo, chosen: ReadonlySet<string>) {
  const [kind, metric] = [kindOf(suite), suite.metrics[0] as MetricName];
  const predictions = await readPredictions(ROOT, kind, run);
  const clusters = await recordedClusters(ROOT, suite);
  const [first, second] = [true, false].map((of) => predictions.filter(({ id }) => chosen.has(id) === of));
  const [all, choose, unseen] = await Promise.all(
    [predictions, first!, second!].map((some) => statisticOf(kind, some, { metric, suite, clusters })),
  );
  const bounds = unseen && (await bootstrap(unseen, { draws: 2000 }));
  return {
    ...{ model: run.model, metric, rows: [first!.length, second!.length], interval: bounds },
    values: [all, choose, unseen].map((statistic) => statistic && plainValue(statistic)),
    chosenBy: byHalf.has(run.model) ? "half" : "whole",
  };
}

const rows = [];
for (const { suites } of TASKS) {
  const suite = suites.length === 1 ? sources.suites.get(suites[0]!) : undefined;
  if (suite === undefined || suite.id.endsWith("/test")) continue; // no dev split of one suite
  const here = sources.runs.filter(({ suite: of, limit }) => of === suite.id && limit === undefined);
  const standing = [...Map.groupBy(here, ({ model }) => model)]
    .filter(([model]) => asked.length === 0 || asked.includes(model))
    .flatMap(([, all]) => (standingRun(all) as RecordedRun | null) ?? []);
  if (standing.length === 0) continue;
  const chosen = await choosing(suite);
  for (const run of standing.filter(({ sample }) => sample === undefined)) rows.push(await halved(run, suite, chosen));
}
type Halved = (typeof rows)[number];
const value = (i: number) => (row: Halved) => row.values[i]?.toFixed(4);
console.log(
  table<Halved>(
    [
      { title: "model", of: ({ model }) => `\`${model}\`` },
      { title: "chosen by", of: ({ chosenBy }) => chosenBy },
      { title: "metric", of: ({ metric }) => metric },
      { title: "dev", of: value(0), right: true },
      { title: "choosing half", of: value(1), right: true },
      { title: "the other", of: value(2), right: true },
      {
        title: "its 95 % interval",
        of: ({ interval }) => interval?.ci95.map((x) => x.toFixed(4)).join(" to "),
      },
      { title: "rows", of: ({ rows }) => rows.join(" + "), right: true },
    ],
    rows,
  ),
);
