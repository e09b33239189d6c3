import { type Clusters, clustersListed, clustersToldByPredictions } from "../../eval/kinds/clusters.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import { openTally } from "../../eval/kinds/statistic-of.ts";
import { readClusters } from "../../r2-assets/format/clusters.ts";
import type { Prediction } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { metricFigures, sliceFigures } from "../../worker/evaluation/run-figures.ts";

/**
 * The record with its figures as they would be computed today from the same predictions: values stay to the last bit, intervals
 * are by the suite's clusters, `ndjson` the list of them where it takes one. All else of the record stays.
 */
export async function figuresAnew(
  record: RunRecord,
  predictions: string,
  info: SuiteInfo,
  ndjson: string | null,
): Promise<RunRecord> {
  const kind: RowKind = kindOf(info);
  const clusters: Clusters | null =
    ndjson === null ? clustersToldByPredictions(info) : clustersListed(info.group!, readClusters(ndjson));
  const tally = openTally(kind, info, clusters);
  const schema = KINDS[kind].prediction;
  for (const line of predictions.split("\n").filter(Boolean)) tally.add(schema.parse(JSON.parse(line)) as Prediction);
  const names = Object.keys(record.metrics) as (keyof RunRecord["metrics"])[];
  const turn = async () => {};
  const metrics = await metricFigures(tally as never, names, turn, clusters?.by);
  const slices = record.slices && (await sliceFigures(tally as never, info.visibility, turn, clusters?.by));
  for (const name of names)
    if (metrics[name]?.value !== record.metrics[name]?.value)
      throw new Error(`${record.id}: its ${name} would be ${metrics[name]?.value}, not ${record.metrics[name]?.value}`);
  return { ...record, metrics, ...(slices && { slices }) };
}
