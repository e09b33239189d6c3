/**
 * What ranges of ranks cost on the recorded runs, and whether the leaderboard's 2,000 draws are enough: how many ends of ranges
 * are others with 10,000 draws of another seed, and by how many ranks at most. Rows by themselves, processor seconds.
 *
 *     node bench/statistics/recorded-ranks.ts [suite …]
 */
import { type Column, table } from "../../cli/ui/table.ts";
import { rankedRun } from "../../eval/leaderboard/ranked-run.ts";
import { standingRun } from "../../eval/robustness/choose-runs.ts";
import { drawMean, type Signed } from "../../eval/statistics/draw-mean.ts";
import { rankRange, standings } from "../../eval/statistics/rank-ranges.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { type RecordedRun, readPredictions } from "../results/read-runs.ts";
import { readSources, type Sources } from "../results/sources.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const SUITES = ["glue/sst2", "glue/mrpc", "glue/mnli-matched", "squad/v1.1", "glue/stsb"];

/** Of this thread: what others compile or sweep up is not its. */
const seconds = () => process.threadCpuUsage().user / 1e6;

async function metricsOn({ root, runs }: Sources, suite: SuiteInfo): Promise<Signed[]> {
  const here = runs.filter((run) => run.suite === suite.id);
  const standing = [...Map.groupBy(here, ({ model }) => model).values()].flatMap((all) => standingRun(all) ?? []);
  const metrics: Signed[] = [];
  for (const run of standing as RecordedRun[]) {
    const predictions = await readPredictions(root, kindOf(suite), run);
    const ranked = await rankedRun(kindOf(suite), predictions, { metric: suite.metrics[0]!, suite });
    if (ranked !== null) metrics.push(ranked.metric);
  }
  return metrics;
}

async function rangesOf(metrics: readonly Signed[], draws: number, seed: number) {
  const start = seconds();
  const drawn = [];
  for (const metric of metrics) drawn.push((await drawMean([metric], { draws, seed }))!);
  const ranges = (await standings(drawn)).map((standing) => rankRange(standing!, metrics.length));
  return { ranges, took: seconds() - start };
}

const sources = await readSources(ROOT);
const rows = [];
for (const id of process.argv.length > 2 ? process.argv.slice(2) : SUITES) {
  const suite = sources.suites.get(id);
  if (suite === undefined) throw new Error(`there is no suite ${id}`);
  const metrics = await metricsOn(sources, suite);
  const [few, many] = [await rangesOf(metrics, 2000, 17), await rangesOf(metrics, 10_000, 18)];
  const moved = few.ranges.flat().map((end, i) => Math.abs(end - many.ranges.flat()[i]!));
  rows.push({
    ...{ id, models: metrics.length, rows: suite.rows, took: few.took },
    ...{ ends: moved.filter((by) => by > 0).length, most: Math.max(...moved) },
  });
}
const right = { align: "right" } as const;
const columns: Column<(typeof rows)[number]>[] = [
  { title: "suite", cell: ({ id }) => id },
  { title: "models", cell: ({ models }) => `${models}`, ...right },
  { title: "rows", cell: ({ rows }) => `${rows}`, ...right },
  { title: "seconds", cell: ({ took }) => took.toFixed(2), ...right },
  { title: "ends moved", cell: ({ ends, models }) => `${ends} of ${2 * models}`, ...right },
  { title: "by at most", cell: ({ most }) => `${most}`, ...right },
];
console.log(table(columns, rows));
