import { countsOf } from "./confusion.ts";

/** `F1 = 2TP / (2TP + FP + FN)` of one class, index 1 by convention; 0 where the class is in neither gold nor predictions. */
export function f1(matrix: readonly number[][], index = 1): number {
  const { truePositives, inGold, inPredictions } = countsOf(matrix, index);
  return inGold + inPredictions === 0 ? 0 : (2 * truePositives) / (inGold + inPredictions);
}

/** Mean F1 over the classes that occur in gold or predictions; null where none does. */
export function macroF1(matrix: readonly number[][]): number | null {
  const present = matrix.flatMap((_, index) => {
    const { inGold, inPredictions } = countsOf(matrix, index);
    return inGold + inPredictions === 0 ? [] : [f1(matrix, index)];
  });
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
}
