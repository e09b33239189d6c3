import { createRandom } from "./random.ts";
import { atLeast, DEFAULTS, type ResamplingOptions, resampledValues } from "./resampling.ts";
import { signFlip } from "./sign-flip.ts";
import { rowsOf, type Statistic, valueOn } from "./statistic.ts";

/**
 * Two-sided approximate randomisation test of "the two models' answers could be exchanged", for any metric: each row's two
 * answers change sides with probability ½, and `p = (#{|d*| >= |d|} + 1) / (draws + 1)`, d the difference of the sides.
 *
 * `swapped` is the metric over 2n rows: a's answers to the n rows, then b's to the same. Counts of 1 choose a side's answers.
 * For a mean of 0/1 a row that is the sign-flip test, which is exact where the rows allow it.
 *
 * Null without rows, where the metric is undefined for either model, or on more than half of the draws; fewer such draws
 * are left out. Source: Noreen 1989; Yeh 2000 for F1. Throws RangeError for an odd number of rows.
 */
export async function randomisationTest(
  swapped: Statistic,
  { draws = DEFAULTS.draws, seed = DEFAULTS.seed, turn }: ResamplingOptions = {},
): Promise<number | null> {
  const rows = rowsOf(swapped) / 2;
  if (!Number.isInteger(rows)) throw new RangeError(`randomisationTest: ${2 * rows} rows are not two answers a row`);
  if (rows === 0) return null;
  if (swapped.kind === "share") {
    const { outcomes } = swapped;
    return signFlip(
      Array.from({ length: rows }, (_, i) => outcomes[i] - outcomes[rows + i]),
      { draws, seed, turn },
    );
  }

  const chosen = new Uint32Array(2 * rows);
  /** Metric of the chosen answers less that of the others. */
  const differenceOfSides = (): number | null => {
    const one = valueOn(swapped, chosen);
    for (let i = 0; i < chosen.length; i++) chosen[i] ^= 1;
    const other = valueOn(swapped, chosen);
    return one === null || other === null ? null : one - other;
  };

  chosen.fill(1, 0, rows);
  const observed = differenceOfSides();
  if (observed === null) return null;
  const random = createRandom(seed);
  const values = await resampledValues({ draws, steps: 4 * rows, turn }, () => {
    let bits = 0;
    for (let i = 0; i < rows; i++) {
      bits = i % 32 === 0 ? random.next() : bits >>> 1;
      chosen[i] = bits & 1;
      chosen[rows + i] = (bits & 1) ^ 1;
    }
    return differenceOfSides();
  });
  if (values === null) return null;
  const threshold = atLeast(Math.abs(observed));
  return (values.filter((value) => Math.abs(value) >= threshold).length + 1) / (values.length + 1);
}
