import { type Clustering, clusterSums, readClusters } from "./clusters.ts";
import { createRandom } from "./random.ts";
import { atLeast, DEFAULTS, type ResamplingOptions, resampledValues } from "./resampling.ts";
import { signFlip } from "./sign-flip.ts";
import { rowsOf, type Statistic, valueOn } from "./statistic.ts";

/**
 * Two-sided approximate randomisation test of "the two models' answers could be exchanged", for any metric: each row's two
 * answers change sides with probability ½, and `p = (#{|d*| >= |d|} + 1) / (draws + 1)`, d the difference of the sides.
 *
 * `swapped` is the metric over 2n rows: a's answers to the n rows, then b's to the same. Counts of 1 choose a side's answers.
 * For a mean of 0/1 a row that is the sign-flip test, which is exact where the rows allow it. Of rows in clusters all of a
 * cluster change sides together; a row's two answers are of the same cluster.
 *
 * Null without rows, where all rows are one cluster, where the metric is undefined for either model, or on more than half of the draws; fewer such draws
 * are left out. Source: Noreen 1989; Yeh 2000 for F1. Throws RangeError for an odd number of rows, and for two answers of different clusters.
 */
export async function randomisationTest(
  swapped: Statistic,
  { draws = DEFAULTS.draws, seed = DEFAULTS.seed, turn }: ResamplingOptions = {},
): Promise<number | null> {
  const rows = rowsOf(swapped) / 2;
  if (!Number.isInteger(rows)) throw new RangeError(`randomisationTest: ${2 * rows} rows are not two answers a row`);
  const clustering = clustersOfPairs(swapped, rows);
  if (rows === 0 || clustering?.count === 1) return null;
  if (swapped.kind === "share") {
    const { outcomes } = swapped;
    const differences = Array.from({ length: rows }, (_, i) => outcomes[i] - outcomes[rows + i]);
    return signFlip(clustering ? [...clusterSums(clustering, differences)] : differences, { draws, seed, turn });
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
  const units = clustering?.count ?? rows;
  const sides = new Uint8Array(units);
  const values = await resampledValues({ draws, steps: 4 * rows, turn }, () => {
    let bits = 0;
    for (let k = 0; k < units; k++) {
      bits = k % 32 === 0 ? random.next() : bits >>> 1;
      sides[k] = bits & 1;
    }
    for (let i = 0; i < rows; i++) {
      const side = sides[clustering ? clustering.of[i] : i];
      chosen[i] = side;
      chosen[rows + i] = side ^ 1;
    }
    return differenceOfSides();
  });
  if (values === null) return null;
  const threshold = atLeast(Math.abs(observed));
  return (values.filter((value) => Math.abs(value) >= threshold).length + 1) / (values.length + 1);
}

/** The clusters of the n rows of which `swapped` has two answers each. */
function clustersOfPairs({ clusters }: Statistic, rows: number): Clustering | null {
  if (clusters === undefined) return null;
  const [one, other] = [clusters.subarray(0, rows), clusters.subarray(rows)];
  if (other.length !== rows || one.some((cluster, i) => cluster !== other[i]))
    throw new RangeError("randomisationTest: a row's two answers are of different clusters");
  return readClusters(one, rows);
}
