/** Rows in clusters: the bootstrap of clusters and McNemar's clustered test, each beside what takes rows for independent. */

import { bootstrapInterval } from "../../eval/statistics/bootstrap.ts";
import { clusteredWilson } from "../../eval/statistics/clustered-wilson.ts";
import { clusteringOf } from "../../eval/statistics/clusters.ts";
import { withoutClusters } from "../../eval/statistics/effective-clusters.ts";
import { mcnemarClustered, mcnemarExact } from "../../eval/statistics/mcnemar.ts";
import { newcombePaired } from "../../eval/statistics/newcombe-paired.ts";
import { pairedBootstrap } from "../../eval/statistics/paired-bootstrap.ts";
import { pairedTable } from "../../eval/statistics/paired-table.ts";
import type { Random } from "../../eval/statistics/random.ts";
import { wilson } from "../../eval/statistics/wilson.ts";
import {
  clusteredF1,
  clusteredOutcomes,
  clusteredShare,
  clustersOf,
  type Grouping,
  trueClusteredF1,
} from "./clustered-populations.ts";
import { holds, rejects, type Study } from "./study.ts";

const ACCURACY = 0.85;
const F1 = { positives: 0.4, right: 0.85 };
const PAIR: [number, number] = [0.85, 0.8];
const EQUAL: [number, number] = [0.85, 0.85];
const ALIKE = 0.6;
const isRight = (outcome: number) => outcome === 1;
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

const GROUPINGS: readonly Grouping[] = [30, 100, 500].flatMap((clusters) =>
  (["fixed", "skewed"] as const).flatMap((sizes) =>
    [0.1, 0.4].map((correlation) => ({ clusters, sizes, correlation })),
  ),
);
const told = ({ clusters, sizes, correlation }: Grouping) =>
  `${clusters} clusters, sizes ${sizes}, correlation ${correlation}`;

/** Two models' outcomes on rows in clusters. */
function pairOn(random: Random, grouping: Grouping, rights: readonly number[]) {
  const of = clustersOf(random, grouping);
  const [a, b] = clusteredOutcomes(random, of, rights, { correlation: grouping.correlation, alike: ALIKE });
  return { of, a, b, table: pairedTable(a.map(isRight), b.map(isRight)) };
}

const coverageOf = (grouping: Grouping): Study[] => {
  const shared = { measures: "coverage" } as const;
  const plain = { ...shared, ignoresClusters: true } as const;
  const accuracy = (random: Random) => {
    const of = clustersOf(random, grouping);
    return { of, outcomes: clusteredOutcomes(random, of, [ACCURACY], { ...grouping, alike: 1 })[0] };
  };
  const f1 = (random: Random) => clusteredF1(random, clustersOf(random, grouping), { ...grouping, ...F1 });
  return [
    {
      ...{ ...shared, method: "Wilson, by clusters", data: `accuracy, ${told(grouping)}` },
      trial(random) {
        const { of, outcomes } = accuracy(random);
        const clustering = clusteringOf(clusteredShare(of, outcomes))!;
        return holds(clusteredWilson(Uint8Array.from(outcomes), clustering), ACCURACY);
      },
    },
    {
      ...{ ...plain, method: "Wilson, by rows", data: `accuracy, ${told(grouping)}` },
      trial(random) {
        const { outcomes } = accuracy(random);
        return holds(wilson(total(outcomes), outcomes.length), ACCURACY);
      },
    },
    {
      ...{ ...shared, method: "bootstrap of clusters", data: `F1, ${told(grouping)}` },
      trial: async (random, resampling) => holds(await bootstrapInterval(f1(random), resampling), trueClusteredF1(F1)),
    },
    {
      ...{ ...plain, method: "bootstrap, by rows", data: `F1, ${told(grouping)}` },
      trial: async (random, resampling) =>
        holds(await bootstrapInterval(withoutClusters(f1(random)), resampling), trueClusteredF1(F1)),
    },
    {
      ...{ ...shared, method: "paired bootstrap of clusters", data: `accuracies of two, ${told(grouping)}` },
      async trial(random, resampling) {
        const { of, a, b } = pairOn(random, grouping, PAIR);
        const found = await pairedBootstrap(clusteredShare(of, a), clusteredShare(of, b), resampling);
        return holds(found?.ci95, PAIR[0] - PAIR[1]);
      },
    },
    {
      ...{ ...plain, method: "Newcombe, by rows", data: `accuracies of two, ${told(grouping)}` },
      trial: (random) => holds(newcombePaired(pairOn(random, grouping, PAIR).table), PAIR[0] - PAIR[1]),
    },
  ];
};

const rejectionOf = (grouping: Grouping): Study[] => [
  {
    ...{ method: "McNemar, clusters", data: `equal accuracies, ${told(grouping)}`, measures: "rejection" },
    conservative: true,
    async trial(random, resampling) {
      const { of, a, b } = pairOn(random, grouping, EQUAL);
      return rejects(await mcnemarClustered(a, b, clusteringOf(clusteredShare(of, a))!, resampling));
    },
  },
  {
    ...{ method: "McNemar, by rows", data: `equal accuracies, ${told(grouping)}`, measures: "rejection" },
    ignoresClusters: true,
    trial(random) {
      const { aOnly, bOnly } = pairOn(random, grouping, EQUAL).table;
      return rejects(mcnemarExact(aOnly, bOnly));
    },
  },
  {
    ...{ method: "paired bootstrap of clusters", data: `equal accuracies, ${told(grouping)}`, measures: "rejection" },
    conservative: true,
    async trial(random, resampling) {
      const { of, a, b } = pairOn(random, grouping, EQUAL);
      return rejects((await pairedBootstrap(clusteredShare(of, a), clusteredShare(of, b), resampling))?.p_value);
    },
  },
];

export const CLUSTERED: readonly Study[] = [...GROUPINGS.flatMap(coverageOf), ...GROUPINGS.flatMap(rejectionOf)];
