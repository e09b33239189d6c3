import type { MetricName } from "../../r2-assets/format/suite.ts";

/** What a reader needs to know of a metric before comparing two of its values. */
export interface MetricInfo {
  title: string;
  /** None of them has one: they are fractions, correlations and scores. */
  unit: "";
  better: "higher" | "lower";
  /** Least and greatest value: what a utility is scaled by. */
  range: readonly [number, number];
  /** How its 95 % interval is made. */
  interval: "wilson" | "bootstrap";
  /** How two models are compared on the same rows. */
  test: "mcnemar-exact" | "paired-bootstrap";
}

/** Means of 0/1 a row have exact methods; everything else is resampled. */
const share = { unit: "", better: "higher", range: [0, 1], interval: "wilson", test: "mcnemar-exact" } as const;
const resampled = { ...share, interval: "bootstrap", test: "paired-bootstrap" } as const;

/** Every metric a suite may list. */
export const metrics = {
  /** Share of rows that are right as a whole: the label, every label, or every tag. */
  accuracy: { title: "Accuracy", ...share },
  /** Of the second of two labels; for answers to questions, SQuAD's token F1. */
  f1: { title: "F1", ...resampled },
  macro_f1: { title: "Macro F1", ...resampled },
  micro_f1: { title: "Micro F1", ...resampled },
  sample_f1: { title: "Sample F1", ...resampled },
  matthews_correlation: { title: "Matthews correlation", ...resampled, range: [-1, 1] },
  pearson: { title: "Pearson correlation", ...resampled, range: [-1, 1] },
  spearman: { title: "Spearman correlation", ...resampled, range: [-1, 1] },
  exact_match: { title: "Exact match", ...share },
  span_f1: { title: "Span F1, strict IOB2", ...resampled },
  slot_f1: { title: "Slot F1, conlleval", ...resampled },
  frame_accuracy: { title: "Frame accuracy", ...share },
  ece: { title: "Expected calibration error", ...resampled, better: "lower" },
  brier: { title: "Brier score", ...resampled, better: "lower", range: [0, 2] },
  failure_rate: { title: "Failure rate", ...share, better: "lower" },
} as const satisfies Record<MetricName, MetricInfo>;
