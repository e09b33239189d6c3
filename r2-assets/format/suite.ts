/** Suites: a described data set to be scored on. Its rows: rows.ts. */
import * as z from "zod";
import { Sha256, SuiteId, SuiteTask } from "./names.ts";
import type { RowKind } from "./rows.ts";

export const METRIC_NAMES = [
  "accuracy",
  "f1",
  "macro_f1",
  "micro_f1",
  "sample_f1",
  "matthews_correlation",
  "pearson",
  "spearman",
  "exact_match",
  "span_f1",
  "slot_f1",
  "frame_accuracy",
  "ece",
  "brier",
  "failure_rate",
] as const;
export const MetricName = z.enum(METRIC_NAMES);
export type MetricName = z.infer<typeof MetricName>;

/** How tags were written where they were read; inside, all are IOB2. BIOES is also called IOBES, BILOU BIOLU. */
export const TagScheme = z.enum(["IO", "IOB1", "IOB2", "BIOES", "BILOU"]);
export type TagScheme = z.infer<typeof TagScheme>;

/** What reading found of the tags of a suite, or of answers to one; empty where there are none. */
export const TagsRead = z.strictObject({
  tag_scheme: TagScheme.optional(),
  /** Spans that the scheme, strictly read, would lose: opened by I-, or never closed in BIOES. They are read all the same. */
  repaired_spans: z.int().positive().optional(),
});
export type TagsRead = z.infer<typeof TagsRead>;

/** The official script whose rules score a suite's answers to questions (eval/metrics/answer-script.ts). */
export const AnswerScriptName = z.enum([
  "squad-v1.1",
  "squad-v2.0",
  ...(["ar", "de", "en", "es", "hi", "vi", "zh"] as const).map((language) => `mlqa-${language}` as const),
]);
export type AnswerScriptName = z.infer<typeof AnswerScriptName>;

/** Of a suite that has a part of another's rows, told apart by a hash of their ids. `report` is sealed: who is shown a figure of it is counted. */
export const SplitPart = z.strictObject({
  part: z.enum(["choose", "report"]),
  /** The name under which both parts are uploaded. */
  of: SuiteId,
  /** Of the rows in `report`, as expected: between 0 and 1. */
  share: z.number().gt(0).lt(1),
  /** The column of which rows with equal values are in the same part; absent where each row's id decides. */
  group: z.string().optional(),
});
export type SplitPart = z.infer<typeof SplitPart>;

/** `suite.json`: all that is known of a suite without its rows. */
export const SuiteInfo = z.strictObject({
  id: SuiteId,
  task: SuiteTask,
  /** Rows are test cases in CheckList's sense (BehaviouralRow) for a classifier. */
  behavioural: z.literal(true).optional(),
  /** In index order; the tags of a tagging suite, sorted; absent where the task has none. */
  labels: z.array(z.string().min(1)).min(2).optional(),
  /** A model's label -> this suite's label, for models whose labels differ from the suite's. */
  label_map: z.record(z.string(), z.string()).optional(),
  rows: z.int().positive(),
  /** Of a behavioural suite: how many different tests its rows belong to. */
  tests: z.int().positive().optional(),
  /** Of a question-answering suite: questions that have no answer. Where there are none, models are made to give one. */
  unanswerable: z.int().positive().optional(),
  /** Of a question-answering suite; `squad-v2.0` where none is named. */
  script: AnswerScriptName.optional(),
  /** Of a suite with tags or slots, as they were uploaded. */
  ...TagsRead.shape,
  /** The column whose equal values make a cluster of rows, where rows are not independent draws; intervals and tests are then by clusters. */
  group: z.string().min(1).max(100).optional(),
  /** How many clusters there are. */
  clusters: z.int().min(2).optional(),
  /** Over the list of clusters (clusters.ts); absent where predictions tell them by themselves. */
  clusters_sha256: Sha256.optional(),
  /** The first is the primary one. */
  metrics: z.array(MetricName).min(1),
  /** Over the canonical NDJSON of the rows. */
  sha256: Sha256,
  licence: z.string(),
  source: z.string(),
  visibility: z.enum(["public", "scored-only"]),
  split: SplitPart.optional(),
});
export type SuiteInfo = z.infer<typeof SuiteInfo>;

/** Whether figures on it are counted when they are shown. */
export const isSealed = ({ split }: Pick<SuiteInfo, "split">): boolean => split?.part === "report";

const KIND_OF_TASK = {
  "text-classification": "classification",
  "multi-label-classification": "multi-label",
  "text-regression": "regression",
  "token-classification": "tagging",
  "question-answering": "question-answering",
} as const satisfies Record<SuiteTask, RowKind>;

/** What a suite's rows look like. */
export const kindOf = ({ task, behavioural }: Pick<SuiteInfo, "task" | "behavioural">): RowKind =>
  behavioural ? "behavioural" : KIND_OF_TASK[task];
