/** Populations to draw data sets from, each with the true values of its metrics. */
import { f1 } from "../../eval/metrics/f1.ts";
import { labelColumns } from "../../eval/metrics/label-columns.ts";
import { matthewsCorrelation } from "../../eval/metrics/matthews.ts";
import { pearson } from "../../eval/metrics/pearson.ts";
import { SpanColumns } from "../../eval/metrics/span-f1.ts";
import type { Random } from "../../eval/statistics/random.ts";
import { type Statistic, shareOf } from "../../eval/statistics/statistic.ts";

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());

/**
 * n rows that models answer rightly with the probabilities given. On a share `alike` of the rows all models go by one and
 * the same luck, on the others each by its own: models fail on the same hard rows.
 */
export function outcomes(random: Random, n: number, rights: readonly number[], alike: number): number[][] {
  const columns = rights.map(() => new Array<number>(n));
  for (let i = 0; i < n; i++) {
    const common = random.unit() < alike ? random.unit() : null;
    rights.forEach((right, model) => {
      columns[model][i] = Number((common ?? random.unit()) < right);
    });
  }
  return columns;
}

/** Accuracies of models a and b, on rows as they are and under stress. */
export type Drops = readonly [aClean: number, bClean: number, aStressed: number, bStressed: number];

/** Two models on the same n rows, which are then put under stress. */
export function onSameRows(random: Random, n: number, drops: Drops) {
  const [aClean, bClean, aStressed, bStressed] = outcomes(random, n, drops, 0.6).map(shareOf);
  return { a: { clean: aClean, stressed: aStressed }, b: { clean: bClean, stressed: bStressed }, paired: true };
}

/** Two models on n rows, and on others that are the stress. */
export function onOtherRows(random: Random, n: number, others: number, drops: Drops) {
  const [aClean, bClean] = outcomes(random, n, drops.slice(0, 2), 0.6).map(shareOf);
  const [aStressed, bStressed] = outcomes(random, others, drops.slice(2), 0.6).map(shareOf);
  return { a: { clean: aClean, stressed: aStressed }, b: { clean: bClean, stressed: bStressed }, paired: false };
}

/** A data set, and the answers of two models to it. */
interface Answered {
  gold: readonly number[];
  answers: readonly (readonly number[])[];
}

/** The metric of each of the two. */
export const pairOf = (
  metric: (gold: readonly number[], answers: readonly number[]) => Statistic,
  { gold, answers: [a, b] }: Answered,
): [a: Statistic, b: Statistic] => [metric(gold, a), metric(gold, b)];

/** A classifier of two classes by what it gets right of either. */
export interface Rates {
  sensitivity: number;
  specificity: number;
}

/** A task of two classes, with a share `positives` of the second; models are alike on a share `alike` of the rows. */
export class BinaryTask {
  readonly positives: number;
  readonly alike: number;

  constructor(positives: number, alike = 0.5) {
    this.positives = positives;
    this.alike = alike;
  }

  /** Gold labels of n rows, and each model's answers to them. */
  draw(random: Random, n: number, models: readonly Rates[]): { gold: number[]; answers: number[][] } {
    const gold = Array.from({ length: n }, () => Number(random.unit() < this.positives));
    const hit = outcomes(
      random,
      n,
      models.map((model) => model.sensitivity),
      this.alike,
    );
    const kept = outcomes(
      random,
      n,
      models.map((model) => model.specificity),
      this.alike,
    );
    return { gold, answers: models.map((_, m) => gold.map((label, i) => (label === 1 ? hit[m][i] : 1 - kept[m][i]))) };
  }

  trueF1(model: Rates): number {
    const { both, predicted } = this.#shares(model);
    return (2 * both) / (this.positives + predicted);
  }

  trueMatthews(model: Rates): number {
    const { both, predicted } = this.#shares(model);
    const gold = this.positives;
    return (both - gold * predicted) / Math.sqrt(gold * (1 - gold) * predicted * (1 - predicted));
  }

  /** The specificity at which a model of this sensitivity has that F1. */
  specificityFor(sensitivity: number, trueF1: number): number {
    const predicted = (2 * this.positives * sensitivity) / trueF1 - this.positives;
    return 1 - (predicted - this.positives * sensitivity) / (1 - this.positives);
  }

  #shares({ sensitivity, specificity }: Rates) {
    const both = this.positives * sensitivity;
    return { both, predicted: both + (1 - this.positives) * (1 - specificity) };
  }
}

export const f1Of = (gold: readonly number[], answers: readonly number[]): Statistic =>
  f1(labelColumns(gold, answers, 2));

export const matthewsOf = (gold: readonly number[], answers: readonly number[]): Statistic =>
  matthewsCorrelation(labelColumns(gold, answers, 2));

/**
 * Scores with correlation r to the gold ones, all normal; half of the variance of the models' errors is shared.
 * `y = r x + √(1 - r²) e`.
 */
export function scores(
  random: Random,
  n: number,
  correlations: readonly number[],
): { gold: number[]; answers: number[][] } {
  const gold = Array.from({ length: n }, () => normal(random));
  const common = gold.map(() => normal(random));
  const answers = correlations.map((r) =>
    gold.map((x, i) => r * x + Math.sqrt(1 - r * r) * Math.SQRT1_2 * (common[i] + normal(random))),
  );
  return { gold, answers };
}

export const pearsonOf = (gold: readonly number[], answers: readonly number[]): Statistic =>
  pearson(Float64Array.from(gold), Float64Array.from(answers));

/** Sentences of 0 to 3 entities, easy (2 of 3) and hard ones; a hard one loses `found²` instead of keeping `found`. */
export interface Tagger {
  /** Probability that an entity of an easy sentence is found; of a hard one its square. */
  found: number;
  /** Probability that a sentence gets an entity that is none. */
  invented: number;
}

const EASY = 2 / 3;
const MEAN_ENTITIES = 1.5;

/** Span F1 of taggers over the same n sentences. */
export function taggings(random: Random, n: number, taggers: readonly Tagger[]): Statistic[] {
  const columns = taggers.map(() => new SpanColumns());
  for (let i = 0; i < n; i++) {
    const gold = random.below(4);
    const easy = random.unit() < EASY;
    taggers.forEach(({ found, invented }, t) => {
      let truePositives = 0;
      for (let entity = 0; entity < gold; entity++) if (random.unit() < (easy ? found : found * found)) truePositives++;
      const predicted = truePositives + Number(random.unit() < invented);
      columns[t].add([{ truePositives, predicted, gold }]);
    });
  }
  return columns.map((column) => column.f1());
}

export function trueSpanF1({ found, invented }: Tagger): number {
  const truePositives = MEAN_ENTITIES * (EASY * found + (1 - EASY) * found * found);
  return (2 * truePositives) / (truePositives + invented + MEAN_ENTITIES);
}

/** Per-row differences of token F1 between two like models: mostly 0, else any fraction, either way. */
export function tokenF1Differences(random: Random, n: number): number[] {
  const answer = () =>
    random.unit() < 0.7 ? 1 : random.unit() < 0.4 ? 0 : (2 * (1 + random.below(3))) / (4 + random.below(6));
  return Array.from({ length: n }, () => (random.unit() < 0.6 ? 0 : answer() - answer()));
}
