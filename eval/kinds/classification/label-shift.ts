import type { ClassificationPrediction } from "../../../r2-assets/format/prediction.ts";
import { figureOf } from "../../metrics/figure.ts";
import { labelShifts } from "../../metrics/label-shift.ts";
import type { LabelShift } from "../../reports/robustness-report.ts";
import { withClusters } from "../../statistics/clusters.ts";
import type { Turn } from "../../statistics/in-blocks.ts";
import { type Clusters, clustersOfRows } from "../clusters.ts";
import { byId, commonIds, take } from "../predictions-by-id.ts";

/** More labels than this have no priors worth a list. */
const MOST_LABELS = 32;

/** The accuracy to be expected under other shares of the labels, beside the teacher's where it has all of the model's rows. */
export async function labelShiftOf(
  model: readonly ClassificationPrediction[],
  teacher: readonly ClassificationPrediction[] | undefined,
  labels: readonly string[],
  turn?: Turn,
  clusters?: Clusters | null,
): Promise<LabelShift[]> {
  if (labels.length > MOST_LABELS) return [];
  const beside = teacher && take(byId(teacher), commonIds(byId(model)));
  const teacherNumbers = beside && clustersOfRows(clusters, beside);
  const teachers = beside && labelShifts(beside, labels);
  const numbers = clustersOfRows(clusters, model);
  const shifts: LabelShift[] = [];
  for (const [i, { title, shares, statistic }] of labelShifts(model, labels).entries()) {
    const { value: score, ci95 } = await figureOf("accuracy", withClusters(statistic, numbers), { turn });
    const whole =
      teachers && (await figureOf("accuracy", withClusters(teachers[i]!.statistic, teacherNumbers), { turn }));
    const prior = Object.fromEntries(labels.map((label, k) => [label, shares[k]!]));
    shifts.push({ title, prior, score, ci95, teacher: whole ? { score: whole.value, ci95: whole.ci95 } : null });
  }
  return shifts;
}
