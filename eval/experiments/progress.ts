import { newSampleRatio, type SampleRatio } from "../statistics/sample-ratio.ts";
import type { Design } from "./design.ts";
import type { Verdict } from "./verdict.ts";

/** An experiment so far, as plain JSON: a fold over what happened, from which every figure of its report follows. */
export interface Progress {
  variants: VariantProgress[];
  /** Each candidate against the control: `differences[i - 1]` is that of variant i. */
  differences: DifferenceProgress[];
  /** Of the units assigned. */
  assignment: SampleRatio;
  /** Of the units judged. */
  feedback: SampleRatio;
}

export interface VariantProgress {
  /** Units that were assigned to it. */
  units: number;
  /** Answers that it gave, and those that were judged; units that return have several. */
  answers: number;
  judged: number;
  /** Units judged, each by its first judged answer, and how many of these were right. */
  n: number;
  correct: number;
  /** Answers by latency: see latency.ts. */
  latency: number[];
  /** Shadow mode: units that both answered, and those on which it agreed with the control. */
  compared: number;
  agreed: number;
}

/** Sums over the units that tell something of a difference. */
export interface DifferenceProgress {
  n: number;
  /** Of the n outcomes, how many were right: the mean that centres the next one. Split mode only. */
  correct: number;
  /** `Σ X`, `Σ X²` and `Σ ω`: see judge-unit.ts. */
  sum: number;
  variance: number;
  weight: number;
  /** At which n each verdict first held. */
  reached: Partial<Record<Exclude<Verdict, "not-yet">, number>>;
  /** For a picture: see history.ts. */
  history: HistoryPoint[];
}

/** Estimate and interval at n, to five digits behind the point. */
export type HistoryPoint = [n: number, value: number, low: number, high: number];

export const newProgress = ({ variants }: Design): Progress => ({
  variants: Array.from({ length: variants }, () => ({
    units: 0,
    answers: 0,
    judged: 0,
    n: 0,
    correct: 0,
    latency: [],
    compared: 0,
    agreed: 0,
  })),
  differences: Array.from({ length: variants - 1 }, () => ({
    n: 0,
    correct: 0,
    sum: 0,
    variance: 0,
    weight: 0,
    reached: {},
    history: [],
  })),
  assignment: newSampleRatio(variants),
  feedback: newSampleRatio(variants),
});
