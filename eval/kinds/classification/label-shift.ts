import type { ClassificationPrediction } from "../../../r2-assets/format/prediction.ts";
import { figureOf } from "../../metrics/figure.ts";
import { labelShifts } from "../../metrics/label-shift.ts";
import type { LabelShift } from "../../reports/robustness-report.ts";
import type { Turn } from "../../statistics/in-blocks.ts";
import { byId, commonIds, take } from "../predictions-by-id.ts";

/** More labels than this have no priors worth a list. */
const MOST_LABELS = 32;

/** The accuracy to be expected under other shares of the labels, beside the teacher's where it has all of the model's rows. */
export async function labelShiftOf(
  model: readonly ClassificationPrediction[],
  teacher: readonly ClassificationPrediction[] | undefined,
  labels: readonly string[],
  turn?: Turn,
): Promise<LabelShift[]> {
  if (labels.length > MOST_LABELS) return [];
  const beside = teacher && take(byId(teacher), commonIds(byId(model)));
  const teachers = beside && labelShifts(beside, labels);
  const shifts: LabelShift[] = [];
  for (const [i, { title, shares, statistic }] of labelShifts(model, labels).entries()) {
    const { value: score, ci95 } = await figureOf("accuracy", statistic, { turn });
    const whole = teachers && (await figureOf("accuracy", teachers[i]!.statistic, { turn }));
    const prior = Object.fromEntries(labels.map((label, k) => [label, shares[k]!]));
    shifts.push({ title, prior, score, ci95, teacher: whole ? { score: whole.value, ci95: whole.ci95 } : null });
  }
  return shifts;
}
