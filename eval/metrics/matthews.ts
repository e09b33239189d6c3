import type { Statistic } from "../statistics/statistic.ts";
import { fromClassCounts, type LabelColumns } from "./label-columns.ts";

/**
 * Matthews' correlation coefficient for any number of classes:
 * `(c s - Σ p_k t_k) / √((s² - Σ p_k²)(s² - Σ t_k²))` with s rows, c of them right, t_k gold and p_k predicted of class k;
 * for two classes `(TP TN - FP FN) / √((TP+FP)(TP+FN)(TN+FP)(TN+FN))`. 0 where a factor under the root is 0.
 * Where gold and predictions are one class each it is 0/0: 0 by convention, but a resample of such rows is undefined, or a
 * perfect model of a rare class would have an interval from 0 to 1.
 * Rows without a prediction are one more predicted class. Source: Gorodkin 2004; scikit-learn defines 0 likewise.
 */
export const matthewsCorrelation = (columns: LabelColumns): Statistic => ({
  ...fromClassCounts(columns, ({ right, gold, predicted }, rows) => {
    let correct = 0;
    let shared = 0;
    let goldSpread = rows * rows;
    let predictedSpread = rows * rows;
    for (let k = 0; k < gold.length; k++) {
      correct += right[k];
      shared += gold[k] * predicted[k];
      goldSpread -= gold[k] * gold[k];
      predictedSpread -= predicted[k] * predicted[k];
    }
    if (goldSpread === 0 && predictedSpread === 0) return null;
    const root = Math.sqrt(goldSpread * predictedSpread);
    return root === 0 ? 0 : (correct * rows - shared) / root;
  }),
  byConvention: 0,
});
