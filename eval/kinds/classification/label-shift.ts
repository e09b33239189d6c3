import type { ClassificationPrediction } from "../../../r2-assets/format/prediction.ts";
import { figureOf } from "../../metrics/figure.ts";
import { labelShifts } from "../../metrics/label-shift.ts";
import type { LabelShift } from "../../reports/robustness-report.ts";
import { byId, commonIds, take } from "../predictions-by-id.ts";

/** More labels than this have no priors worth a list. */
const MOST_LABELS = 32;

/** The accuracy to be expected under other shares of the labels, beside the teacher's where it has all of the model's rows. */
export function labelShiftOf(
  model: readonly ClassificationPrediction[],
  teacher: readonly ClassificationPrediction[] | undefined,
  labels: readonly string[],
): LabelShift[] {
  if (labels.length > MOST_LABELS) return [];
  const beside = teacher && take(byId(teacher), commonIds(byId(model)));
  const teachers = beside && labelShifts(beside, labels);
  return labelShifts(model, labels).map(({ title, shares, statistic }, i) => {
    const { value: score, ci95 } = figureOf("accuracy", statistic);
    const whole = teachers && figureOf("accuracy", teachers[i]!.statistic);
    const prior = Object.fromEntries(labels.map((label, k) => [label, shares[k]!]));
    return { title, prior, score, ci95, teacher: whole ? { score: whole.value, ci95: whole.ci95 } : null };
  });
}
