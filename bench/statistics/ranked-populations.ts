/** Models whose true ranks are known, on data sets drawn anew. */
import type { Signed } from "../../eval/statistics/draw-mean.ts";
import type { Random } from "../../eval/statistics/random.ts";
import { type Statistic, shareOf } from "../../eval/statistics/statistic.ts";
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

const oneSuite = (metrics: readonly Statistic[]): Signed[][] => metrics.map((metric) => [[1, metric]]);

const accuracies = (name: string, truths: number[], n: number, alike: number): RankedPopulation => ({
  name: `${name}, n = ${n}`,
  truths,
  draw: (random) => oneSuite(outcomes(random, n, truths, alike).map(shareOf)),
});

/** Each with 20 rows, all of which are right or wrong for a model alike on half of the clusters. */
const inClusters = (models: number, count: number): RankedPopulation => ({
  name: `${models} accuracies, all 90 %, ${count} clusters of 20`,
  truths: steps(0.9, 0, models),
  draw(random) {
    const clusters = Uint32Array.from({ length: 20 * count }, (_, i) => Math.floor(i / 20));
    const common = outcomes(random, count, steps(0.9, 0, models), 0.3);
    const own = outcomes(random, 20 * count, steps(0.9, 0, models), 0.3);
    const together = Array.from({ length: count }, () => random.unit() < 0.5);
    return oneSuite(
      own.map((rights, m) => ({
        ...shareOf(rights.map((right, i) => (together[clusters[i]] ? common[m][clusters[i]] : right))),
        clusters,
      })),
    );
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
  accuracies("8 near copies, all 90 %", steps(0.9, 0), 872, 0.97),
  accuracies("3 near copies, all 90 %", steps(0.9, 0, 3), 872, 0.97),
  accuracies("8 accuracies, all 90 %", steps(0.9, 0), 100, 0.6),
  inClusters(8, 20),
  inClusters(8, 200),
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
];
