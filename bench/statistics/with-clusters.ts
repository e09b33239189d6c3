/**
 * What it costs to take rows of a paragraph, a premise or a test for independent ones: scores and differences of two models with
 * their intervals and p, by rows and by clusters. The runs are the newest whole ones on a server, which has the recorded ones:
 *
 *     node bench/statistics/with-clusters.ts squad/v1.1 squad-teacher squad-pkd-skip [--url http://localhost:8787]
 */
import { Command } from "commander";
import { apiClient } from "../../cli/http/client.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { type Pair, pairPredictions } from "../../eval/comparison/pair-predictions.ts";
import { partsOf } from "../../eval/comparison/parts.ts";
import { statisticOf } from "../../eval/kinds/statistic-of.ts";
import { figureOf } from "../../eval/metrics/figure.ts";
import { testDifference } from "../../eval/metrics/test-difference.ts";
import type { Prediction } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { kindOf, type MetricName, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { change, interval, p, score, table } from "../markdown.ts";
import { recordedClusters } from "../results/clusters.ts";

const program = new Command("node bench/statistics/with-clusters.ts")
  .argument("<suite>")
  .argument("<a>", "a model")
  .argument("<b>", "another")
  .option("--url <url>", "the server", "http://localhost:8787")
  .parse();
const [suiteId, ...models] = program.args as [string, string, string];
const api = await apiClient(program.opts<{ url: string }>());
const suite = await api.get<SuiteInfo>(`/v1/suites/${suiteId}`);
const kind: RowKind = kindOf(suite);
const clusters = await recordedClusters(projectRoot, suite);
if (clusters === null) throw new Error(`the rows of ${suiteId} are by themselves`);

async function predictionsOf(model: string): Promise<Prediction[]> {
  const { runs } = await api.get<{ runs: RunRecord[] }>(`/v1/runs?suite=${suiteId}&model=${model}`);
  const run = runs.find(({ perturbation, limit }) => perturbation === undefined && limit === undefined);
  if (run === undefined) throw new Error(`${model} has no run on ${suiteId}`);
  const lines = await (await api.send("GET", `/v1/runs/${run.id}/predictions?recorded=true`)).text();
  return lines.split("\n").flatMap((line) => (line === "" ? [] : JSON.parse(line)));
}

interface Line {
  what: string;
  metric: MetricName;
  rows: number;
  n: number | null;
  a: Awaited<ReturnType<typeof figureOf>>;
  tested: Awaited<ReturnType<typeof testDifference>>;
}

/** Of these rows by rows and, where they are several clusters, by these. */
async function linesOf(what: string, pairs: readonly Pair<RowKind>[], metric: MetricName, by: typeof clusters) {
  const lines: Line[] = [];
  for (const grouping of [null, by]) {
    const scoring = { metric, suite, clusters: grouping };
    const statistic = (side: 0 | 1) => statisticOf(kind, pairs.map((pair) => pair[side]) as never, scoring);
    const [a, b] = [(await statistic(0))!, (await statistic(1))!];
    const figure = await figureOf(metric, a, { by: grouping?.by });
    const tested = await testDifference(metric, a, b);
    lines.push({ what, metric, rows: pairs.length, n: figure.clusters?.n ?? null, a: figure, tested });
  }
  return lines;
}

const paired = await pairPredictions(
  kind,
  (await predictionsOf(models[0])) as never,
  (await predictionsOf(models[1])) as never,
);
if (typeof paired === "string") throw new Error(paired);
const lines: Line[] = [];
for (const metric of suite.metrics) lines.push(...(await linesOf("all", paired.judged, metric, clusters)));
if (suite.behavioural)
  for (const part of partsOf(kind, paired.judged as never).filter(({ by }) => by === "capability"))
    lines.push(...(await linesOf(part.value, part.rows as never, suite.metrics[0]!, clusters)));

console.log(
  table<Line>(
    [
      { title: "rows", of: ({ what }) => what },
      { title: "metric", of: ({ metric }) => metric },
      { title: "number", right: true, of: ({ rows }) => rows.toLocaleString("en") },
      { title: "by", of: ({ n }) => (n === null ? "rows" : `${n.toLocaleString("en")} × ${clusters.by}`) },
      { title: models[0], right: true, of: ({ a }) => score(a.value) },
      { title: "95 % interval", of: ({ a }) => interval(a.ci95) },
      { title: `less ${models[1]}`, right: true, of: ({ tested }) => change(tested.difference) },
      { title: "95 % interval", of: ({ tested }) => interval(tested.ci95) },
      { title: "p", right: true, of: ({ tested }) => p(tested.p_value) },
    ],
    lines,
  ),
);
