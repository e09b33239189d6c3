import type { MetricName } from "../../r2-assets/format/suite.ts";

/** What a reader needs to know of a metric before comparing two of its values. */
export interface MetricInfo {
  title: string;
  better: "higher" | "lower";
  range: readonly [number, number];
  /** How its 95 % interval is made. */
  interval: "wilson" | "bootstrap";
  /** How two models are compared on the same rows. */
  test: "mcnemar-exact" | "paired-bootstrap";
}

/** Means of 0/1 a row have exact methods; everything else is resampled. */
const share = { better: "higher", range: [0, 1], interval: "wilson", test: "mcnemar-exact" } as const;
const resampled = { better: "higher", range: [0, 1], interval: "bootstrap", test: "paired-bootstrap" } as const;

/** Every metric a suite may list. All are fractions; none has a unit. */
export const metrics = {
  accuracy: { title: "Accuracy", ...share },
  f1: { title: "F1 of the second label", ...resampled },
  macro_f1: { title: "Macro F1", ...resampled },
  matthews_correlation: { title: "Matthews correlation", ...resampled, range: [-1, 1] },
  pearson: { title: "Pearson correlation", ...resampled, range: [-1, 1] },
  spearman: { title: "Spearman correlation", ...resampled, range: [-1, 1] },
  exact_match: { title: "Exact match", ...share },
  span_f1: { title: "Span F1, strict IOB2", ...resampled },
  slot_f1: { title: "Slot F1, conlleval", ...resampled },
  frame_accuracy: { title: "Frame accuracy", ...share },
  ece: { title: "Expected calibration error", ...resampled, better: "lower" },
  failure_rate: { title: "Failure rate", ...share, better: "lower" },
  brier: { title: "Brier score", ...resampled, better: "lower", range: [0, 2] },
} as const satisfies Record<MetricName, MetricInfo>;
