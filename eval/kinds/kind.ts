import type * as z from "zod";
import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { MetricName, SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Statistic } from "../statistics/statistic.ts";

/** What a model, or a submission, says about a row. */
export interface AnswerOf {
  /** `scores`: probability by the suite's labels; null where the answerer gave none. `tags`: slots of the tokens. */
  classification: { label: string; scores: Record<string, number> | null; tags?: string[] };
  regression: { score: number };
  /** One tag a token. `repaired`: of a model's answer, spans that the scheme of its labels, strictly read, would lose. */
  tagging: { tags: string[]; repaired?: number };
  /** `answer`: a piece of the context; empty: there is none. */
  "question-answering": { answer: string; no_answer_probability?: number };
  /** One a text of the row. */
  behavioural: { labels: string[]; scores: Record<string, number>[] | null };
}

/** No answer, and why: such a row counts as wrong and stays in n. */
export interface NoAnswer {
  error: string;
}

/** What is known of the suite while its rows are judged. */
export type Judging = Pick<SuiteInfo, "id" | "labels" | "script">;

/** What upload, submission, evaluation, metrics and comparison need to know of one shape of rows. Pure: no I/O. */
export interface Kind<K extends RowKind = RowKind> {
  kind: K;
  row: z.ZodType<RowOf[K]>;
  prediction: z.ZodType<PredictionOf[K]>;
  /** One item of a submission's `predictions`, as it comes over the wire. */
  submission: z.ZodType<{ id: string }>;
  /** The submitted answer, checked against its row; a string says in one sentence what is wrong with it. */
  submitted(item: unknown, row: RowOf[K], suite: Judging): AnswerOf[K] | string;
  /** The line that a row and its answer leave behind. */
  judge(row: RowOf[K], answer: AnswerOf[K] | NoAnswer, suite: Judging): PredictionOf[K];
  /** Metrics that these predictions allow, the usual primary one first: what an uploaded suite gets. */
  metrics: readonly MetricName[];
  /** An empty tally. */
  tally(suite: Judging): Tally<PredictionOf[K]>;
}

/** Collects predictions as columns of numbers, so that a run of any size is summed up in one pass. */
export interface Tally<P> {
  add(prediction: P): void;
  /** Rows so far, without those that are left out. */
  readonly rows: number;
  /** Of those, without an answer. */
  readonly errors: number;
  /** Rows that are in no figure (see `left_out`). Absent where the kind leaves none out. */
  readonly leftOut?: number;
  /** The metric over the rows so far, in the order they were added; null where it can't be had from such predictions. */
  statistic(metric: MetricName): Statistic | null;
  /** Parts of the rows worth a figure of their own: entity types, answerable and unanswerable questions, capabilities. */
  slices(): TallySlice[];
}

export interface TallySlice {
  /** `type`, `answerable`, `capability`, `test`, or a group's name. */
  by: string;
  value: string;
  rows: number;
  statistics: Partial<Record<MetricName, Statistic>>;
}
