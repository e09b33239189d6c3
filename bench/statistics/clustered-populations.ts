/** Rows in clusters, drawn from populations whose metrics are known. */

import { withClusters } from "../../eval/statistics/clusters.ts";
import type { Random } from "../../eval/statistics/random.ts";
import { type Statistic, shareOf } from "../../eval/statistics/statistic.ts";
import { f1Of } from "./populations.ts";

export interface Grouping {
  clusters: number;
  /** Every cluster of five rows, or of 1 to some 40, five on average: most are small. */
  sizes: "fixed" | "skewed";
  /** Correlation of right and wrong between two rows of a cluster. */
  correlation: number;
}

const MEAN_SIZE = 5;

/** Of each row its cluster. Skewed sizes are geometric, so their standard deviation is 4.5. */
export function clustersOf(random: Random, { clusters, sizes }: Grouping): Uint32Array {
  const numbers: number[] = [];
  for (let k = 0; k < clusters; k++) {
    const size =
      sizes === "fixed" ? MEAN_SIZE : 1 + Math.floor(Math.log(1 - random.unit()) / Math.log(1 - 1 / MEAN_SIZE));
    for (let i = 0; i < size; i++) numbers.push(k);
  }
  return Uint32Array.from(numbers);
}

/**
 * Models that answer these rows rightly with the probabilities given. On a share `√correlation` of the rows a model goes by
 * the luck of its cluster, on the others by that of the row, so that two rows of a cluster are correlated as said. Of clusters
 * as of rows, a share `alike` has one luck for all models.
 */
export function clusteredOutcomes(
  random: Random,
  of: Uint32Array,
  rights: readonly number[],
  { correlation, alike }: { correlation: number; alike: number },
): number[][] {
  const lucks = () => {
    const common = random.unit() < alike ? random.unit() : null;
    return rights.map(() => common ?? random.unit());
  };
  const share = Math.sqrt(correlation);
  const ofCluster = Array.from({ length: of.at(-1)! + 1 }, lucks);
  const columns = rights.map(() => new Array<number>(of.length));
  for (let i = 0; i < of.length; i++) {
    const luck = random.unit() < share ? ofCluster[of[i]] : lucks();
    rights.forEach((right, model) => {
      columns[model][i] = Number(luck[model] < right);
    });
  }
  return columns;
}

export const clusteredShare = (of: Uint32Array, outcomes: readonly number[]): Statistic =>
  withClusters(shareOf(outcomes), of);

/** F1 of a classifier of two classes on such rows: gold labels are drawn row by row, what it gets right by clusters. */
export function clusteredF1(
  random: Random,
  of: Uint32Array,
  { correlation, positives, right }: { correlation: number; positives: number; right: number },
): Statistic {
  const gold = Array.from(of, () => Number(random.unit() < positives));
  const [outcomes] = clusteredOutcomes(random, of, [right], { correlation, alike: 1 });
  const answers = gold.map((label, i) => (outcomes[i] === 1 ? label : 1 - label));
  return withClusters(f1Of(gold, answers), of);
}

/** `2 p r / (2 p r + (1 - r))`: of p positives r are found, and as many of all rows are wrong. */
export const trueClusteredF1 = ({ positives, right }: { positives: number; right: number }): number =>
  (2 * positives * right) / (2 * positives * right + 1 - right);
