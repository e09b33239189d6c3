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
 * Of a suite without a list, whose predictions tell by themselves: behavioural ones their test, others `groups.<name>`. Null where
 * rows are by themselves.
 */
export function clustersToldByPredictions({ group }: Pick<SuiteInfo, "group">): Clusters | null {
  if (group === "test") return { by: group, of: (prediction) => ("test" in prediction ? prediction.test : undefined) };
  if (!group?.startsWith(GROUPS)) return null;
  const name = group.slice(GROUPS.length);
  return { by: group, of: (prediction) => ("groups" in prediction ? prediction.groups?.[name] : undefined) };
}

const GROUPS = "groups.";

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
  return numbered(predictions.map(clusters.of));
}

const numbered = (names: readonly (string | number | undefined)[]): Uint32Array | null =>
  names.includes(undefined) ? null : numberClusters(names.map(String));

/**
 * Within a part that is itself one of the clusters its rows are drawn from it alone, each by itself. A part that only shares its name
 * with the column, as lengths do with a column `length`, has rows of several.
 */
export const clustersWithin = (
  by: string,
  clusters: Clusters | null | undefined,
  rows: readonly Prediction[],
): Clusters | null => (clusters && isOneCluster(by, clusters.by, rows.map(clusters.of)) ? null : (clusters ?? null));

const isOneCluster = (by: string, column: string, names: readonly unknown[]): boolean =>
  (column === by || column === `groups.${by}`) && new Set(names).size <= 1;

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
    return statistic && withClusters(statistic, numbered(this.#names));
  }

  slices(): TallySlice[] {
    return this.#tally.slices().map((slice) => {
      const names = slice.members?.map((row) => this.#names[row]) ?? this.#names;
      if (isOneCluster(slice.by, this.#clusters.by, names)) return slice;
      const numbers = numbered(names);
      const statistics = Object.entries(slice.statistics).map(([metric, of]) => [metric, withClusters(of, numbers)]);
      return { ...slice, statistics: Object.fromEntries(statistics) as TallySlice["statistics"] };
    });
  }
}
