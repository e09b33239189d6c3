import type * as z from "zod";
import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { AnswerScriptName, MetricName, SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { AnswerOf, NoAnswer } from "../answers/answer.ts";
import type { Answerer } from "../answers/answerer.ts";
import type { LineReader, RowsOptions } from "../lines/line-reader.ts";
import type { Draw, Perturbation } from "../perturbations/perturbation.ts";
import type { RowTexts } from "../reports/comparison.ts";
import type { Behavioural, LabelShift } from "../reports/robustness-report.ts";
import type { Turn } from "../statistics/in-blocks.ts";
import type { Statistic } from "../statistics/statistic.ts";
import type { Clusters } from "./clusters.ts";
import type { Fields } from "./csv-fields.ts";
import type { Filed, Part } from "./part.ts";
import type { PredictionColumns, ShownPrediction } from "./shown-prediction.ts";

export type { AnswerOf, NoAnswer };

/** What is known of the suite while its rows are judged. */
export type Judging = Pick<SuiteInfo, "id" | "labels" | "script">;

/**
 * All there is to know of one shape of rows: what upload, submission, evaluation, metrics, comparison, robustness and tables
 * ask, in the order of a row's life. Pure: no I/O. Members that a kind has nothing to say about are null or empty, never
 * missing.
 */
export interface Kind<K extends RowKind = RowKind> {
  kind: K;
  row: z.ZodType<RowOf[K]>;
  /** Reads the lines of a suite. */
  lines(options: RowsOptions): LineReader<K>;
  upload: Upload<RowOf[K]>;
  /** The fields of a row that show what was asked. */
  texts(row: RowOf[K]): RowTexts;
  /** The row under a perturbation, its keys in their order; null: nothing changes. */
  perturb(row: RowOf[K], perturbation: Perturbation, draw: Draw): RowOf[K] | null;
  /** What a row belongs to, of which a sample has as many rows each; null: samples are of the whole. */
  stratum: ((row: RowOf[K]) => string) | null;

  /** Why a model with these labels can't be scored on the suite, in one sentence; null: it can. */
  labelMismatch(modelLabels: readonly string[], suite: Labelled): string | null;
  /** The tokens of each run of a model that a row needs, before truncation. */
  runs(row: RowOf[K], maxLength: number): number[];
  answerer: Answerer<K>;
  /** An answer as what can be held against another model's: each text equal or not, numbers by how they correlate. */
  said(answer: AnswerOf[K]): (string | number)[];

  /** One item of a submission's `predictions`, as it comes over the wire. */
  submission: z.ZodType<{ id: string }>;
  /** A CSV record as a submission's item but for its id. What makes no sense is left to `submission` and `submitted` to refuse. */
  item(fields: Fields, suite: Pick<SuiteInfo, "labels">): Record<string, unknown>;
  /** The items of the official JSON file of predictions, which is an object; null: there is no such file. */
  official: ((file: Readonly<Record<string, unknown>>) => unknown[]) | null;
  /** The submitted answer, checked against its row; a string says in one sentence what is wrong with it. */
  submitted(item: unknown, row: RowOf[K], suite: Judging): AnswerOf[K] | string;

  /** The line that a row and its answer leave behind. */
  judge(row: RowOf[K], answer: AnswerOf[K] | NoAnswer, suite: Judging): PredictionOf[K];
  prediction: z.ZodType<PredictionOf[K]>;
  /** Metrics that these predictions allow, the usual primary one first: what an uploaded suite gets. */
  metrics: readonly MetricName[];
  /** An empty tally. */
  tally(suite: Judging): Tally<PredictionOf[K]>;

  /** The parts of the rows that deserve figures of their own. */
  parts: Parting<PredictionOf[K]>;
  /**
   * What of a prediction a perturbation should leave as it is, as text that can be compared: a change of it is a flip. Null
   * for a row without an answer; the whole is null where every prediction moves a little.
   */
  kept: ((prediction: PredictionOf[K], suite: Pick<SuiteInfo, "script">) => string | null) | null;
  /** What is to be expected of a model and its teacher if the labels were distributed otherwise. */
  labelShift(
    model: readonly PredictionOf[K][],
    teacher: readonly PredictionOf[K][] | undefined,
    labels: readonly string[],
    turn?: Turn,
    clusters?: Clusters | null,
  ): Promise<LabelShift[]>;
  /** Failures test by test, where suites of this kind are stress tests for others; null: they are not. */
  failures:
    | ((
        model: readonly PredictionOf[K][],
        teacher?: readonly PredictionOf[K][],
        turn?: Turn,
        clusters?: Clusters | null,
      ) => Promise<Pick<Behavioural, "tests" | "capabilities">>)
    | null;

  /** Predictions as they may be kept without a text of the suite; null: they hold none. */
  textless: Textless<RowOf[K], PredictionOf[K]> | null;
  /** What the answerer said, and nothing that tells whether it was right. */
  withoutGold(prediction: PredictionOf[K]): ShownPrediction;
  /** The columns of a table of predictions. */
  columns(suite: Pick<SuiteInfo, "labels" | "metrics">): PredictionColumns;
}

/** What of a suite says which labels its models must have. */
export type Labelled = Pick<SuiteInfo, "labels" | "label_map">;

/** What an upload may say of a suite of such rows, and what they tell of it by themselves. */
export interface Upload<Row> {
  /** Metrics that it may ask for besides the kind's own: only some rows allow them. */
  moreMetrics: readonly MetricName[];
  /** The labels that it asks for as the suite has them; null: such suites have none. */
  labels: ((asked: readonly string[]) => readonly string[]) | null;
  /** Unless they are asked for, the labels are those that the rows have, whatever they were before. */
  labelsFromRows: boolean;
  /** What scores the answers unless another script is named; null: no script of question answering does. */
  script: AnswerScriptName | null;
  /** Counts what the suite's description says of its rows; nothing added yet. */
  counts(): RowCounts<Row>;
}

export interface RowCounts<Row> {
  add(row: Row): void;
  told(): Pick<SuiteInfo, "tests" | "unanswerable">;
}

export interface Textless<Row, P> {
  is(prediction: P): boolean;
  /** The prediction without texts; a sentence says why there is none. `row`: as it was asked, so perturbed. */
  without(prediction: P, row: Row, suite: Pick<SuiteInfo, "script">): Promise<P | string>;
  /** The prediction as it was before; as it is where the row has become another one. */
  restored(prediction: P, row: Row, suite: Pick<SuiteInfo, "script">): Promise<P>;
}

export interface Parting<P> {
  /** What a row is filed under. */
  keys(prediction: P): readonly Filed[];
  /** Whether its length says something about a row. */
  byLength: boolean;
  /** Further parts, for which predictions are seen in part only; `rows` as in `Part`. */
  within(rows: readonly (readonly P[])[]): Part<P>[];
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
  /** Which of the tally's rows, in its order, the statistics are over; absent: all. */
  members?: readonly number[];
  statistics: Partial<Record<MetricName, Statistic>>;
}
