import { isLeftOut, type PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { partsOf } from "../comparison/parts.ts";
import { clustersWithin } from "../kinds/clusters.ts";
import { byId, commonIds, take } from "../kinds/predictions-by-id.ts";
import { type Scoring, statisticOf } from "../kinds/statistic-of.ts";
import { figureOf } from "../metrics/figure.ts";
import { testDifference } from "../metrics/test-difference.ts";
import type { Slice } from "../reports/robustness-report.ts";

interface Sliced<K extends RowKind> {
  model: readonly PredictionOf[K][];
  teacher?: readonly PredictionOf[K][];
  /** How many the texts of each row have, by id. */
  words?: ReadonlyMap<string, number>;
}

/** The metric over parts of the rows as they are, beside the teacher's where it has all of the model's rows. */
export async function slicesOf<K extends RowKind>(
  kind: K,
  { model, teacher, words }: Sliced<K>,
  scoring: Scoring,
): Promise<Slice[]> {
  const { turn } = scoring;
  const own = byId(model);
  const ids = commonIds(own);
  const beside = teacher && take(byId(teacher), ids);
  const paired = ids
    .map((id, i) => (beside ? [own.get(id)!, beside[i]!] : [own.get(id)!]))
    .filter((row) => !row.some(isLeftOut));
  const slices: Slice[] = [];
  for (const part of partsOf<K>(kind, paired, words)) {
    const metric = part.metric ?? scoring.metric;
    const clusters = clustersWithin(
      part.by,
      scoring.clusters,
      part.rows.map(([own]) => own!),
    );
    const of = (side: number) =>
      statisticOf(
        kind,
        part.rows.map((row) => row[side]!),
        { ...scoring, clusters, metric },
      );
    const [a, b] = [await of(0), beside ? await of(1) : null];
    if (a === null) continue;
    const { value: score, ci95, clusters: told } = await figureOf(metric, a, { turn, by: clusters?.by });
    const teachers = b && (await figureOf(metric, b, { turn }));
    const tested = b && (await testDifference(metric, a, b, { turn }));
    slices.push({
      by: part.by,
      value: part.value,
      rows: part.rows.length,
      metric,
      score,
      ci95,
      ...(told && { clusters: told }),
      teacher: teachers && { score: teachers.value, ci95: teachers.ci95 },
      difference: tested?.difference ?? null,
      difference_ci95: tested?.ci95 ?? null,
    });
  }
  return slices;
}
