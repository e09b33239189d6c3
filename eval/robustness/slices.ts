import { isLeftOut, type PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { partsOf } from "../comparison/parts.ts";
import { testDifference } from "../comparison/test-difference.ts";
import { type Scoring, statisticOf } from "../kinds/statistic-of.ts";
import { figureOf } from "../metrics/figure.ts";
import { labelShifts } from "../metrics/label-shift.ts";
import { byId, commonIds, take } from "./predictions-by-id.ts";
import type { LabelShift, Slice } from "./report.ts";

interface Sliced<K extends RowKind> {
  model: readonly PredictionOf[K][];
  teacher?: readonly PredictionOf[K][];
  /** How many the texts of each row have, by id. */
  words?: ReadonlyMap<string, number>;
}

/** The metric over parts of the rows as they are, beside the teacher's where it has all of the model's rows. */
export function slicesOf<K extends RowKind>(kind: K, { model, teacher, words }: Sliced<K>, scoring: Scoring): Slice[] {
  const own = byId(model);
  const ids = commonIds(own);
  const beside = teacher && take(byId(teacher), ids);
  const paired = ids
    .map((id, i) => (beside ? [own.get(id)!, beside[i]!] : [own.get(id)!]))
    .filter((row) => !row.some(isLeftOut));
  return partsOf<K>(kind, paired, words).flatMap((part): Slice[] => {
    const metric = part.metric ?? scoring.metric;
    const of = (side: number) =>
      statisticOf(
        kind,
        part.rows.map((row) => row[side]!),
        { ...scoring, metric },
      );
    const [a, b] = [of(0), beside ? of(1) : null];
    if (a === null) return [];
    const { value: score, ci95 } = figureOf(metric, a);
    const teachers = b && figureOf(metric, b);
    const tested = b && testDifference(metric, a, b);
    return [
      {
        by: part.by,
        value: part.value,
        rows: part.rows.length,
        metric,
        score,
        ci95,
        teacher: teachers && { score: teachers.value, ci95: teachers.ci95 },
        difference: tested?.difference ?? null,
        difference_ci95: tested?.ci95 ?? null,
      },
    ];
  });
}

/** More labels than this have no priors worth a list. */
const MOST_LABELS = 32;

/** The accuracy to be expected under other shares of the labels, beside the teacher's where it has all of the model's rows. */
export function labelShiftOf(
  model: readonly PredictionOf["classification"][],
  teacher: readonly PredictionOf["classification"][] | undefined,
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
