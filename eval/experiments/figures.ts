import { bernoulliSequence } from "../statistics/bernoulli-sequence.ts";
import { type SampleRatio, sampleRatioP } from "../statistics/sample-ratio.ts";
import type { Interval } from "../statistics/wilson.ts";
import { boundaryOf, type Design } from "./design.ts";
import { pointOf } from "./history.ts";
import { quantileOfBins } from "./latency.ts";
import type { DifferenceProgress, Progress, VariantProgress } from "./progress.ts";
import { firstVerdict, intervalOf, type Verdict, verdictOf } from "./verdict.ts";
import { wordsOf } from "./words.ts";

/** What a report shows. Every interval is of 95 % and holds at all times of looking at once. */
export interface Figures {
  variants: VariantFigures[];
  /** Each candidate against the control, in their order. */
  differences: DifferenceFigures[];
  checks: { assignment: Check; feedback: Check };
}

export interface Estimate {
  value: number;
  ci95: Interval;
}

export interface VariantFigures {
  units: number;
  answers: number;
  judged: number;
  /** Units judged, which accuracy is of. */
  n: number;
  accuracy: Estimate | null;
  /** In ms, within 4 %. */
  latency: { n: number; p50: number; p95: number } | null;
  /** Shadow mode, of a candidate: the share of n units on which it gave the control's answer. */
  agreement: ({ n: number } & Estimate) | null;
}

export interface DifferenceFigures {
  /** Index of the candidate, and of the control: 0. */
  variant: number;
  against: 0;
  n: number;
  /** Accuracy of the candidate less that of the control. Null before the first unit, as is the interval. */
  value: number | null;
  ci95: Interval | null;
  /** As of now; it may fall back to `not-yet`. */
  verdict: Verdict;
  /** Whether there ever was one, and the first. */
  decided: boolean;
  decidedAt: { n: number; verdict: Verdict } | null;
  words: string;
  history: { n: number; value: number; ci95: Interval }[];
}

/** Anytime-valid. `ok` until p falls below 0.01; it never comes back. */
export interface Check {
  pValue: number;
  ok: boolean;
}

/** `names`: of the variants, for the sentences. */
export const figuresOf = (
  design: Design,
  progress: Progress,
  names: readonly string[] = progress.variants.map((_, i) => `variant ${i}`),
): Figures => ({
  variants: progress.variants.map(variantFigures),
  differences: progress.differences.map((difference, i) => differenceFigures(design, difference, i + 1, names)),
  checks: { assignment: checkOf(progress.assignment), feedback: checkOf(progress.feedback) },
});

function variantFigures({ units, answers, judged, n, correct, latency, compared, agreed }: VariantProgress) {
  const [p50, p95] = [quantileOfBins(latency, 0.5), quantileOfBins(latency, 0.95)];
  const timed = latency.reduce((sum, count) => sum + count, 0);
  return {
    units,
    answers,
    judged,
    n,
    accuracy: shareOf(correct, n),
    latency: p50 === null || p95 === null ? null : { n: timed, p50, p95 },
    agreement: compared === 0 ? null : { n: compared, ...estimateOf(agreed, compared) },
  };
}

const shareOf = (k: number, n: number) => (n === 0 ? null : estimateOf(k, n));

const estimateOf = (k: number, n: number): Estimate => ({ value: k / n, ci95: bernoulliSequence(k, n) });

function differenceFigures(
  design: Design,
  difference: DifferenceProgress,
  variant: number,
  names: readonly string[],
): DifferenceFigures {
  const { n, history } = difference;
  const found = intervalOf(boundaryOf(design), difference);
  const verdict = verdictOf(design, difference);
  const last = pointOf(design, difference);
  const isNew = last !== null && last[0] > (history.at(-1)?.[0] ?? 0);
  const decidedAt = firstVerdict(difference);
  return {
    variant,
    against: 0,
    n,
    value: found?.value ?? null,
    ci95: found?.ci95 ?? null,
    verdict,
    decided: decidedAt !== null,
    decidedAt,
    words: wordsOf({ verdict, n, margin: design.margin, candidate: names[variant], control: names[0], found }),
    history: [...history, ...(isNew ? [last] : [])].map(([at, value, low, high]) => ({
      n: at,
      value,
      ci95: [low, high],
    })),
  };
}

function checkOf(ratio: SampleRatio): Check {
  const pValue = sampleRatioP(ratio);
  return { pValue, ok: pValue >= 0.01 };
}
