/** Models whose true ranks are known, on data sets drawn anew. */
import type { Signed } from "../../eval/statistics/draw-mean.ts";
import type { Random } from "../../eval/statistics/random.ts";
import { type Statistic, shareOf } from "../../eval/statistics/statistic.ts";
import { clusteredOutcomes, clusteredShare, clustersOf } from "./clustered-populations.ts";
import { BinaryTask, f1Of, outcomes, pearsonOf, scores } from "./populations.ts";

export interface RankedPopulation {
  name: string;
  /** Of each model what it is ranked by. */
  truths: readonly number[];
  /** One data set: of each model its metrics, one a suite. */
  draw(random: Random): Signed[][];
}

/** So many numbers from the first on, `step` apart. */
const steps = (first: number, step: number, models = 8) => Array.from({ length: models }, (_, i) => first + i * step);

/** Apart by so little that no data set tells: each model has a true rank of its own, and an error on either side counts. */
const HAIR = 1e-9;
const NEAR = "90 % but for a hair";

const oneSuite = (metrics: readonly Statistic[]): Signed[][] => metrics.map((metric) => [[1, metric]]);

const accuracies = (name: string, truths: number[], n: number, alike: number): RankedPopulation => ({
  name: `${name}, n = ${n}`,
  truths,
  draw: (random) => oneSuite(outcomes(random, n, truths, alike).map(shareOf)),
});

/** Most of them small, their rows correlated by 0.4. */
const inClusters = (models: number, clusters: number): RankedPopulation => ({
  name: `${models} accuracies, ${NEAR}, ${clusters} skewed clusters`,
  truths: steps(0.9, HAIR, models),
  draw(random) {
    const grouping = { clusters, sizes: "skewed", correlation: 0.4, alike: 0.6 } as const;
    const of = clustersOf(random, grouping);
    const all = clusteredOutcomes(random, of, steps(0.9, HAIR, models), grouping);
    return oneSuite(all.map((own) => clusteredShare(of, own)));
  },
});

const task = new BinaryTask(0.4);
const classifiers = steps(0.86, 0.002, 6).map((sensitivity) => ({ sensitivity, specificity: 0.86 }));
const correlations = steps(0.84, 0.002, 6);
/** The second suite's accuracies fall where the first one's rise, a little less. */
const [rising, falling] = [steps(0.9, 0.004, 6), steps(0.82, -0.003, 6)];

export const POPULATIONS: readonly RankedPopulation[] = [
  accuracies("8 accuracies, all 90 %", steps(0.9, 0), 872, 0.6),
  accuracies("8 accuracies, 90.0 to 90.7 %", steps(0.9, 0.001), 872, 0.6),
  accuracies("8 accuracies, 80 to 94 %", steps(0.8, 0.02), 872, 0.6),
  accuracies(`8 accuracies, ${NEAR}`, steps(0.9, HAIR), 872, 0.6),
  accuracies(`8 near copies, ${NEAR}`, steps(0.9, HAIR), 872, 0.97),
  accuracies(`2 near copies, ${NEAR}`, steps(0.9, HAIR, 2), 872, 0.97),
  accuracies(`8 accuracies, ${NEAR}`, steps(0.9, HAIR), 100, 0.6),
  {
    name: "6 F1 near 0.83, n = 408",
    truths: classifiers.map((model) => task.trueF1(model)),
    draw(random) {
      const { gold, answers } = task.draw(random, 408, classifiers);
      return oneSuite(answers.map((own) => f1Of(gold, own)));
    },
  },
  {
    name: "6 Pearson 0.84 to 0.85, n = 400",
    truths: correlations,
    draw(random) {
      const { gold, answers } = scores(random, 400, correlations);
      return oneSuite(answers.map((own) => pearsonOf(gold, own)));
    },
  },
  {
    name: "6 means of two suites, n = 872 and 400",
    truths: rising.map((first, m) => (first + falling[m]) / 2),
    draw(random) {
      const [first, second] = [outcomes(random, 872, rising, 0.6), outcomes(random, 400, falling, 0.6)];
      return rising.map((_, m) => [
        [1, shareOf(first[m])],
        [1, shareOf(second[m])],
      ]);
    },
  },
  inClusters(8, 30),
  inClusters(2, 30),
  inClusters(8, 300),
];
