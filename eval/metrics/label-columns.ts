import type { ResampledStatistic } from "../statistics/statistic.ts";

/** Class indices, one a row. */
export interface LabelColumns {
  classes: number;
  gold: Uint32Array;
  /** `classes` where a row has no answer: a class more, which no row has by gold. So it is nobody's false positive. */
  predicted: Uint32Array;
}

/**
 * Columns from indices; null is a row that could not be answered.
 * Throws RangeError for lists of different length and for an index that is no class.
 */
export function labelColumns(
  gold: readonly number[],
  predicted: readonly (number | null)[],
  classes: number,
): LabelColumns {
  if (gold.length !== predicted.length)
    throw new RangeError(`labelColumns: ${gold.length} gold labels, ${predicted.length} predictions`);
  const isClass = (label: number) => Number.isInteger(label) && label >= 0 && label < classes;
  const odd = gold.findIndex((label, i) => !isClass(label) || !(predicted[i] === null || isClass(predicted[i])));
  if (odd !== -1)
    throw new RangeError(
      `labelColumns: gold ${gold[odd]}, predicted ${predicted[odd]}, but there are ${classes} classes`,
    );
  return { classes, gold: Uint32Array.from(gold), predicted: Uint32Array.from(predicted, (label) => label ?? classes) };
}

/** Rows drawn, by class: rightly predicted, by gold, by prediction. The last entry is "no answer". */
export interface ClassCounts {
  right: Uint32Array;
  gold: Uint32Array;
  predicted: Uint32Array;
}

/** A metric that needs the classes' counts alone. Null over no rows. The counts are overwritten by the next draw. */
export function fromClassCounts(
  { classes, gold, predicted }: LabelColumns,
  metric: (counts: ClassCounts, rows: number) => number | null,
): ResampledStatistic {
  const zeros = () => new Uint32Array(classes + 1);
  const drawn: ClassCounts = { right: zeros(), gold: zeros(), predicted: zeros() };
  return {
    kind: "resampled",
    n: gold.length,
    value(counts) {
      drawn.right.fill(0);
      drawn.gold.fill(0);
      drawn.predicted.fill(0);
      let rows = 0;
      for (let i = 0; i < gold.length; i++) {
        const count = counts[i];
        rows += count;
        drawn.gold[gold[i]] += count;
        drawn.predicted[predicted[i]] += count;
        if (gold[i] === predicted[i]) drawn.right[gold[i]] += count;
      }
      return rows === 0 ? null : metric(drawn, rows);
    },
  };
}
