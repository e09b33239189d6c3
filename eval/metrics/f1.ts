import type { Statistic } from "../statistics/statistic.ts";
import { type ClassCounts, fromClassCounts, type LabelColumns } from "./label-columns.ts";

/**
 * `F1 = 2TP / (2TP + FP + FN)` of one class, index 1 by convention. Undefined where the class is in neither gold nor
 * predictions: scikit-learn's `zero_division=nan`, not the 0 that it warns of by default.
 */
export const f1 = (columns: LabelColumns, index = 1): Statistic =>
  fromClassCounts(columns, (counts) => f1Of(counts, index));

/** Mean F1 over the classes that occur in gold or predictions of the drawn rows. */
export const macroF1 = (columns: LabelColumns): Statistic =>
  fromClassCounts(columns, (counts) => {
    let sum = 0;
    let present = 0;
    for (let index = 0; index < columns.classes; index++) {
      const value = f1Of(counts, index);
      if (value === null) continue;
      sum += value;
      present++;
    }
    return present === 0 ? null : sum / present;
  });

/** Null where the class does not occur. */
function f1Of({ right, gold, predicted }: ClassCounts, index: number): number | null {
  const occurrences = gold[index] + predicted[index];
  return occurrences === 0 ? null : (2 * right[index]) / occurrences;
}
