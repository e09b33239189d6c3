import type { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import type { Statistic } from "../statistics/statistic.ts";
import { fromClassCounts, type LabelColumns, labelColumns } from "./label-columns.ts";

/** A share for each label, in the suite's order; they sum to 1. */
export interface LabelPrior {
  title: string;
  shares: readonly number[];
}

/** What the first of two labels has, in per cent. */
const TWO_CLASS_PERCENT = [10, 25, 50, 75, 90];
/** What the dominant one of several labels has; the others share the rest alike. */
const DOMINANT = 0.9;

/** Priors worth asking about: of two labels 10/90, 25/75, 50/50, 75/25 and 90/10; of more, each one dominant in turn. */
export function labelPriors(labels: readonly string[]): LabelPrior[] {
  if (labels.length === 2)
    return TWO_CLASS_PERCENT.map((percent) => ({
      title: `${percent} % ${labels[0]}, ${100 - percent} % ${labels[1]}`,
      shares: [percent / 100, (100 - percent) / 100],
    }));
  return labels.map((label) => ({
    title: `${100 * DOMINANT} % ${label}`,
    shares: labels.map((other) => (other === label ? DOMINANT : (1 - DOMINANT) / (labels.length - 1))),
  }));
}

/**
 * The accuracy to be expected where labels have shares π: `A(π) = Σ_c π_c recall_c`, as recall depends on the rows of its
 * class alone (label shift: how often classes occur changes, what they look like does not). Under the suite's own shares it
 * is the accuracy, under equal ones the balanced accuracy. The shares are given, not drawn: at the suite's own its variance is
 * that of a stratified sample, at most the accuracy's, so intervals are mostly narrower than Wilson's. Null where a class with a share has no drawn row.
 * Throws RangeError unless there is one share a class.
 */
export function accuracyUnderPrior(columns: LabelColumns, shares: readonly number[]): Statistic {
  if (shares.length !== columns.classes)
    throw new RangeError(`accuracyUnderPrior: ${shares.length} shares for ${columns.classes} classes`);
  return fromClassCounts(columns, ({ right, gold }) => {
    let sum = 0;
    for (let k = 0; k < shares.length; k++) {
      if (shares[k] === 0) continue;
      if (gold[k] === 0) return null;
      sum += (shares[k] * right[k]) / gold[k];
    }
    return sum;
  });
}

/** `accuracyUnderPrior` of a run, for each of its labels' priors. Rows without an answer are wrong. */
export function labelShifts(
  predictions: readonly Pick<ClassificationPrediction, "gold" | "correct">[],
  labels: readonly string[],
): (LabelPrior & { statistic: Statistic })[] {
  const gold = predictions.map((p) => labels.indexOf(p.gold));
  // Recall asks whether a prediction was right, not what it was instead.
  const columns = labelColumns(
    gold,
    predictions.map((p, i) => (p.correct ? gold[i] : null)),
    labels.length,
  );
  return labelPriors(labels).map((prior) => ({ ...prior, statistic: accuracyUnderPrior(columns, prior.shares) }));
}
