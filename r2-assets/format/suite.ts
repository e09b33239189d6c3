/** Suites: a described data set to be scored on, and its canonical rows. */
import * as z from "zod";
import { Sha256, SuiteId, Task } from "./names.ts";

export const METRIC_NAMES = [
  "accuracy",
  "f1",
  "macro_f1",
  "matthews_correlation",
  "pearson",
  "spearman",
  "exact_match",
  "span_f1",
  "slot_f1",
  "frame_accuracy",
  "ece",
  "brier",
] as const;
export const MetricName = z.enum(METRIC_NAMES);
export type MetricName = z.infer<typeof MetricName>;

/** `suite.json`: all that is known of a suite without its rows. */
export const SuiteInfo = z.strictObject({
  id: SuiteId,
  task: Task,
  /** In index order; absent where the task has none. */
  labels: z.array(z.string().min(1)).min(2).optional(),
  /** A model's label -> this suite's label, for models whose labels differ from the suite's. */
  label_map: z.record(z.string(), z.string()).optional(),
  rows: z.int().positive(),
  /** The first is the primary one. */
  metrics: z.array(MetricName).min(1),
  /** Over the canonical NDJSON of the rows. */
  sha256: Sha256,
  licence: z.string(),
  source: z.string(),
  visibility: z.enum(["public", "scored-only"]),
});
export type SuiteInfo = z.infer<typeof SuiteInfo>;

/** Text without lone surrogates: those have no UTF-8 and would change on the way through the bucket. */
const Text = z.string().refine((text) => text.isWellFormed(), "text has a lone surrogate");

/** A row of a classification suite as it lies in the bucket: gold by name. Keys in canonical order. */
export const ClassificationRow = z.strictObject({
  id: z.string().min(1).max(200),
  text_a: Text,
  text_b: Text.optional(),
  label: z.string().min(1),
});
export type ClassificationRow = z.infer<typeof ClassificationRow>;

/**
 * Canonical NDJSON: rows sorted by id (code units), the task's keys in the order id, text_a, text_b, label,
 * one LF after each row. Its sha256 names the suite's content.
 */
export function canonicalRows(rows: readonly ClassificationRow[]): string {
  const sorted = [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return sorted
    .map(({ id, text_a, text_b, label }) =>
      JSON.stringify(text_b === undefined ? { id, text_a, label } : { id, text_a, text_b, label }),
    )
    .map((line) => `${line}\n`)
    .join("");
}
