/**
 * Counts `[gold][predicted]` over `classes` classes, given by index. A prediction of null (a row that could not be
 * answered) is counted in one more column, so that it is wrong without being any class's false positive.
 * Throws RangeError for lists of different length and for an index that is no class.
 */
export function confusionMatrix(
  gold: readonly number[],
  predicted: readonly (number | null)[],
  classes: number,
): number[][] {
  if (gold.length !== predicted.length)
    throw new RangeError(`confusionMatrix: ${gold.length} gold labels, ${predicted.length} predictions`);
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes + 1).fill(0));
  const isClass = (label: number) => Number.isInteger(label) && label >= 0 && label < classes;
  gold.forEach((row, i) => {
    const label = predicted[i];
    if (!isClass(row) || !(label === null || isClass(label)))
      throw new RangeError(`confusionMatrix: gold ${row}, predicted ${label}, but there are ${classes} classes`);
    matrix[row][label ?? classes]++;
  });
  return matrix;
}

/** What F1 of one class is made of. */
export function countsOf(matrix: readonly number[][], index: number) {
  const truePositives = matrix[index][index];
  const inGold = matrix[index].reduce((sum, count) => sum + count, 0);
  const inPredictions = matrix.reduce((sum, row) => sum + row[index], 0);
  return { truePositives, inGold, inPredictions };
}
