/** What a task is to the trainer: which rows teach, what a head must say about them, and how dev is judged. */
import type { Scalar } from "@tensorflow/tfjs";
import type { SuiteDescription } from "../../eval/suites/index.ts";
import type { SuiteTask } from "../../r2-assets/format/names.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { Tensor } from "../backend/tf.ts";
import type { AlignedPart } from "../data/align-tokens.ts";
import type { Alignment } from "../data/alignment.ts";
import type { Encoded } from "../data/encoded.ts";
import type { Answers, ModelInput } from "../models/input-output.ts";
import type { ModelConfig } from "../models/model.ts";
import type { ReferenceLogits } from "./reference-logits.ts";

/** What training reads: a text, a pair, one window of a question's context, or a piece of text. */
export interface TrainingInput extends Encoded {
  /** Unique in its split; a window's is its question's with the window's number. */
  id: string;
  /** Of a text without labels: `textDigest`. */
  textSha256?: string;
  /** What the teacher reads, where its tokenizer is another than the student's. */
  teacher?: Encoded;
  /** Which tokens of both are the same characters, where somebody asks. */
  aligned?: readonly AlignedPart[];
}

/** Something to learn from. */
export interface Example extends TrainingInput {
  /**
   * A class: its label's index; a regression: its score; question answering: first and last token of the answer; tagging: a label's
   * index for each token, -1 of those that are not counted; a class with slots: its label's index, then a tag's for each token; several
   * labels: 1 or 0 for each.
   */
  target: number | readonly number[];
}

/** A text, a pair, a row of words, or a question with its context, that nothing is said about. */
export type UnlabelledText = { id: string } & (
  | { text_a: string; text_b?: string }
  | { tokens: readonly string[] }
  | { question: string; context: string }
);

/** Figures on dev, by name. */
export interface DevScore {
  /** The metric that chooses, one of `metrics`; higher is better. */
  primary: string;
  /** The suite's, by its names; of several suites together also `mean_…`, the mean over suites of the first of them. */
  metrics: Partial<Record<MetricName | `mean_${MetricName}`, number>>;
  /** Of several suites the first metric of each, by suite. */
  parts?: Record<string, number>;
  /** Mean hard loss of the inputs. */
  loss: number;
}

/** The dev split, ready to be answered and judged just as the server answers and `eval` judges. */
export interface DevSet {
  /** Suite of these rows, of several suites the first: `glue/mnli-matched`. */
  suite: string;
  rows: number;
  /** What the model is asked; a long context is several. */
  inputs: readonly Encoded[];
  /** `logits`: of every input in the given order, as `logitCount` counts them. `thresholds`: those of `thresholds`, where answers have some; 0.5 unless given. */
  score(logits: readonly Float32Array[], thresholds?: readonly number[]): DevScore;
  /** The thresholds that these logits would be judged best by, one a label; absent where answers have none. */
  thresholds?(logits: readonly Float32Array[]): number[];
  /** What `retort publish` compares the exported model with. */
  references(logits: readonly Float32Array[]): Iterable<ReferenceLogits>;
}

/** Dev in two: a row's half follows from its id, or its cluster's name, alone. */
export interface DevHalves {
  /** The rows that choose. */
  chosen: DevSet;
  /** The rows that report. */
  unseen: DevSet;
}

export interface Tokenizers {
  student: TextTokenizer;
  /** Null where the teacher reads the student's tokens. */
  teacher: TextTokenizer | null;
  /** Whether inputs shall say which tokens of both are the same characters. */
  aligned?: boolean;
}

/** Null takes all. */
export interface RowLimits {
  train: number | null;
  /** Of each training file; of a task that has several, beside `train`. */
  each?: number | null;
  dev: number | null;
}

export interface TaskData {
  train: readonly Example[];
  /** Training rows that nothing can be learnt from: a blank text, an answer that is not at its place in the context. */
  leftOut: number;
  /** What further files gave, in their order, before any limit; empty where there are none. */
  more: readonly MoreFile[];
  dev: DevSet;
  /** The same rows in two, the same for all recipes. Throws Error where one half has none. */
  halves(): Promise<DevHalves>;
  /** Of the files as they lie, training first. */
  sha256: string;
}

/** A further file of labelled rows (`more-rows.ts`). */
export interface MoreFile {
  /** In the data folder. */
  file: string;
  /** The suite that this file is, which is no test of a model that learns from it; absent where it is none. */
  suite?: string;
  /** That can be learnt from. */
  rows: number;
  /** Why others are left out, and how many. */
  leftOut: ReadonlyMap<string, number>;
}

/** A task by the name that recipes use: `sst2`, `mnli`, `squad`. */
export interface TrainingTask {
  /** What `load` reads, inside a data folder: training splits, dev splits. */
  files: readonly string[];
  name: string;
  task: SuiteTask;
  /** The suites it is judged on, the first of which the card names as `trained_on`: `glue/sst2`. */
  suites: readonly string[];
  /** As on the card: classes, `["score"]`, `["start", "end"]`. */
  labels: readonly string[];
  /** Tags that its models give to tokens beside the answer; absent where they give none. */
  slots?: readonly string[] | undefined;
  /** What the training rows are when they are not the official train split, as a sentence for cards and reports; else null. */
  subset: string | null;
  /**
   * The suites whose texts no unlabelled text may repeat, where they are others than all that come with Retort: of a task of one's own
   * its dev and test rows, since nobody who has such a task need have those.
   */
  judgedBy?: readonly SuiteDescription[] | undefined;
  /** How the head reads the encoder where the task leaves no choice; null where the recipe decides. */
  pooling: ModelConfig["pooling"] | null;
  /**
   * Reads both splits under `folder`, cut into the student's tokens, and training inputs also into its teacher's where those are
   * others; `limit` takes only the first so many rows of each, of several files in turn.
   * Throws with one sentence when a file is missing, damaged or has a row that does not fit.
   */
  load(folder: string, tokenizers: Tokenizers, limit: RowLimits): Promise<TaskData>;
  /** The same task with further files of labelled rows in the data folder. Throws with one sentence for one that it reads already. */
  withMore(files: readonly string[]): TrainingTask;
  /**
   * A text, a pair, words or a question without a label, as a model of this task reads it: one input, of a long context several; none where it cannot be
   * asked about, as a blank text. Throws with one sentence for what the task never asks about: a context, or all but contexts.
   */
  inputsOf(text: UnlabelledText, tokenizers: Tokenizers): TrainingInput[];
  /** Whether its rows are single texts or pairs; null where they are words or contexts. */
  texts: 1 | 2 | null;
  /** The target of a text without a label, which `hardLoss` leaves out; absent where it cannot. */
  noTarget?: Example["target"];
  /** A batch's targets as one tensor, as `hardLoss` takes it. */
  targets(examples: readonly Example[]): Tensor;
  /**
   * Mean over the batch, texts without a label left out, of the loss against the gold targets: cross-entropy; squared error of a regression; of several
   * labels the mean of their binary cross-entropies; of question
   * answering the mean of the cross-entropies of first and last token over the unmasked positions; of tagging over the batch's tokens
   * that are counted; of slots beside a class the sum of both.
   */
  hardLoss(student: Answers, targets: Tensor, input: ModelInput): Scalar;
  /**
   * Mean over the batch of `T² KL(softmax(t / T) ‖ softmax(s / T))` (of question answering over positions, the mean of
   * first and last, of tagging over counted tokens; of slots beside a class the sum of both; of several labels the mean of their Bernoullis'); of a regression the squared difference of
   * the scores. No gradient in the teacher's logits. `alignment`: of a task of tokens, where the teacher's are others.
   */
  softLoss(student: Answers, teacher: Answers, temperature: number, input: ModelInput, alignment?: Alignment): Scalar;
}
