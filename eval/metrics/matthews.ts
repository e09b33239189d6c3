/**
 * Matthews' correlation coefficient for any number of classes:
 * `(c s - Σ p_k t_k) / √((s² - Σ p_k²)(s² - Σ t_k²))` with s rows, c of them right, t_k gold and p_k predicted of class k;
 * for two classes `(TP TN - FP FN) / √((TP+FP)(TP+FN)(TN+FP)(TN+FN))`. 0 where a factor under the root is 0.
 * Rows without a prediction are one more predicted class. Source: Gorodkin 2004; scikit-learn defines 0 likewise.
 */
export function matthewsCorrelation(matrix: readonly number[][]): number {
  const gold = matrix.map(total);
  const predicted = matrix[0].map((_, column) => total(matrix.map((row) => row[column])));
  const rows = total(gold);
  const right = total(matrix.map((row, k) => row[k]));
  const spread = (counts: readonly number[]) => rows * rows - total(counts.map((count) => count * count));
  const root = Math.sqrt(spread(predicted) * spread(gold));
  const shared = total(gold.map((count, k) => count * predicted[k]));
  return root === 0 ? 0 : (right * rows - shared) / root;
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
