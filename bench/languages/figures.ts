/** Span F1 of a model language by language, and what can be said of many languages together. */
import { TaggingTally } from "../../eval/kinds/tagging/tally.ts";
import { createRandom } from "../../eval/statistics/random.ts";
import { percentileInterval } from "../../eval/statistics/resampling.ts";
import { plainValue, rowsOf, valueOn } from "../../eval/statistics/statistic.ts";
import type { Interval } from "../../eval/statistics/wilson.ts";
import type { TaggingPrediction } from "../../r2-assets/format/prediction.ts";

/** WikiANN's languages here that are among XtremeDistil's 41 (arXiv 2004.05686); it also has bs ca cs da hr lv mk no sk sl sq sv. */
export const SHARED = "af ar bg bn de el en es et fa fi fr he hi hu id it lt ms nl pl pt ro ru ta tl tr uk vi".split(
  " ",
);

/** Of one language. */
export interface LanguageFigure {
  rows: number;
  /** Strict span F1; 0 where there are no spans at all. */
  f1: number;
  /** The same of resamples of its rows: of equal rows in equal order the same draws, whichever the model. */
  drawn: Float64Array;
}

/** Resamples of each language: the ends of a mean's interval are known to a hundredth of its width. */
const DRAWS = 1_000;
const SEED = 17;

/** Null without rows. */
export function languageFigure(predictions: readonly TaggingPrediction[]): LanguageFigure | null {
  if (predictions.length === 0) return null;
  const tally = new TaggingTally();
  for (const prediction of predictions) tally.add(prediction);
  const statistic = tally.statistic("span_f1")!;
  const random = createRandom(SEED);
  const counts = new Uint32Array(rowsOf(statistic));
  const drawn = Float64Array.from({ length: DRAWS }, () => {
    random.tally(counts);
    return valueOn(statistic, counts) ?? 0;
  });
  return { rows: predictions.length, f1: plainValue(statistic) ?? 0, drawn };
}

/** Over languages, each counting alike. */
export interface MeanFigure {
  mean: number;
  ci95: Interval;
  /** Over languages, n - 1 below; 0 of a single one. */
  deviation: number;
  least: number;
  most: number;
}

/** The interval is that of these languages: rows are drawn anew in each, languages are not. Null without any. */
export function meanFigure(languages: readonly LanguageFigure[]): MeanFigure | null {
  if (languages.length === 0) return null;
  const scores = languages.map(({ f1 }) => f1);
  const mean = meanOf(scores);
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return {
    mean,
    ci95: percentileInterval(drawnMeans(languages)),
    deviation: Math.sqrt(squares / Math.max(1, scores.length - 1)),
    least: Math.min(...scores),
    most: Math.max(...scores),
  };
}

/** A model's mean over another's, with its interval; both of the same rows of the same languages. Null over 0, which draws leave out. */
export function ratioFigure(
  own: readonly LanguageFigure[],
  other: readonly LanguageFigure[],
): { ratio: number; ci95: Interval } | null {
  const [a, b] = [drawnMeans(own), drawnMeans(other)];
  const over = meanOf(other.map(({ f1 }) => f1));
  const ratios = a.map((mean, draw) => mean / b[draw]!).filter(Number.isFinite);
  return over === 0 ? null : { ratio: meanOf(own.map(({ f1 }) => f1)) / over, ci95: percentileInterval(ratios) };
}

const drawnMeans = (languages: readonly LanguageFigure[]): Float64Array =>
  Float64Array.from({ length: DRAWS }, (_, draw) => meanOf(languages.map(({ drawn }) => drawn[draw]!)));

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
