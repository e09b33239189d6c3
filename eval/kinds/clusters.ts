import { isInPredictions } from "../../r2-assets/format/clusters.ts";
import type { Prediction } from "../../r2-assets/format/prediction.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { numberClusters, withClusters } from "../statistics/clusters.ts";
import type { Statistic } from "../statistics/statistic.ts";
import type { Tally, TallySlice } from "./kind.ts";

/** Which rows of a suite belong together, as their predictions tell. */
export interface Clusters {
  /** The suite's `group`. */
  by: string;
  /** What names the cluster of a prediction's row; undefined where nobody knows. */
  of(prediction: Prediction): string | number | undefined;
}

/**
 * Of a suite without a list: where predictions tell by themselves, as those of behavioural rows do their test. Null where a list
 * is needed, or rows are by themselves.
 */
export function clustersToldByPredictions({ group }: Pick<SuiteInfo, "group">): Clusters | null {
  if (group === undefined || !isInPredictions(group, true)) return null;
  if (group === "test") return { by: group, of: (prediction) => ("test" in prediction ? prediction.test : undefined) };
  const name = group.slice("groups.".length);
  return { by: group, of: (prediction) => ("groups" in prediction ? prediction.groups?.[name] : undefined) };
}

/** By a list of the suite's rows, id by id. */
export const clustersListed = (by: string, clusterOf: ReadonlyMap<string, number>): Clusters => ({
  by,
  of: ({ id }) => clusterOf.get(id),
});

/** Of each row its cluster; null where one has none, so that all are taken to be by themselves. */
export function clustersOfRows(
  clusters: Clusters | null | undefined,
  predictions: readonly Prediction[],
): Uint32Array | null {
  if (!clusters) return null;
  const names = predictions.map((prediction) => clusters.of(prediction));
  return names.includes(undefined) ? null : numberClusters(names.map(String));
}

/** Within a part that is itself one of the clusters its rows are drawn from it alone, each by itself. */
export const clustersWithin = (by: string, clusters: Clusters | null | undefined): Clusters | null =>
  !clusters || clusters.by === by || clusters.by === `groups.${by}` ? null : clusters;

/** A tally whose statistics know the clusters of their rows. */
export class ClusteredTally<P extends Prediction> implements Tally<P> {
  readonly #tally: Tally<P>;
  readonly #clusters: Clusters;
  readonly #names: (string | number | undefined)[] = [];

  constructor(tally: Tally<P>, clusters: Clusters) {
    this.#tally = tally;
    this.#clusters = clusters;
  }

  get rows(): number {
    return this.#tally.rows;
  }

  get errors(): number {
    return this.#tally.errors;
  }

  get leftOut(): number {
    return this.#tally.leftOut ?? 0;
  }

  add(prediction: P): void {
    const before = this.#tally.rows;
    this.#tally.add(prediction);
    if (this.#tally.rows > before) this.#names.push(this.#clusters.of(prediction));
  }

  statistic(metric: Parameters<Tally<P>["statistic"]>[0]): Statistic | null {
    const statistic = this.#tally.statistic(metric);
    return statistic && withClusters(statistic, this.#numbers());
  }

  slices(): TallySlice[] {
    return this.#tally.slices().map((slice) => {
      if (clustersWithin(slice.by, this.#clusters) === null) return slice;
      const numbers = this.#numbers(slice.members);
      const statistics = Object.entries(slice.statistics).map(([metric, of]) => [metric, withClusters(of, numbers)]);
      return { ...slice, statistics: Object.fromEntries(statistics) as TallySlice["statistics"] };
    });
  }

  #numbers(members?: readonly number[]): Uint32Array | null {
    const names = members ? members.map((row) => this.#names[row]) : this.#names;
    return names.includes(undefined) ? null : numberClusters(names.map(String));
  }
}
