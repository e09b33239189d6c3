/** What a compression method is: one file here, one recipe, and nothing to change elsewhere but the list in `index.ts`. */
import type { Scalar } from "@tensorflow/tfjs";
import type * as z from "zod";
import type { Tensor } from "../backend/tf.ts";
import type { BertConfig } from "../models/bert/config.ts";
import type { ImportedBert } from "../models/import-hf.ts";
import type { ModelInput, ModelOutput, OutputName } from "../models/input-output.ts";
import type { Model, ModelConfig } from "../models/model.ts";
import type { TrainingInput, TrainingTask } from "../tasks/task.ts";

/** `text`: on unlabelled text, for all tasks together; `task`: on a task's labelled rows. */
export type Stage = "text" | "task";

/** What a student is made from. */
export interface Sources {
  /** The pre-trained encoder. */
  encoder: ImportedBert;
  /** The encoder's own shape, dense, with the task's pooling and head. */
  config: BertConfig;
  /** The recipe's teacher: fine-tuned for the task; none on text, where the pre-trained encoder teaches. */
  teacher: Model | null;
  /** What the recipe starts from: a model of the text stage. */
  start: Model | null;
  seed: number;
}

/** A batch, beside the model's output for it. */
export interface Batch {
  input: ModelInput;
  /** The examples' positions in the training set, by which cached teacher outputs are found. */
  positions: readonly number[];
  /** As `TrainingTask.targets` made them; on text empty, or what `disguise` hid. */
  targets: Tensor;
}

/** Named numbers of a loss, unweighted, for the log. */
export type Terms = Record<string, Scalar>;

/** A training objective. `T`: what the teacher says about a batch. */
export interface Objective<T = unknown> {
  /**
   * What teacher and student read in place of a batch, on text: drawn from `random` and nothing else, inside a tidy.
   * Without it, the batch itself.
   */
  disguise?(batch: Batch, random: () => number): Batch;
  /** Runs outside the gradient's tape, inside a tidy: the teacher's part of the work. */
  teach(batch: Batch): T;
  /**
   * The loss of a batch, a mean over its examples or positions. Called inside a tidy, differentiated in the student's
   * parameters.
   */
  loss(output: ModelOutput, batch: Batch, taught: T): { total: Scalar; terms: Terms };
  /** Frees what `teach` kept. */
  dispose?(): void;
}

/** Where an objective finds itself. */
export interface Setting<O> {
  options: O;
  stage: Stage;
  /** Null on text. */
  task: TrainingTask | null;
  student: ModelConfig;
  /** On text the pre-trained encoder. Null only for methods that declare none. */
  teacher: Model | null;
  /** Content of the encoder's `tokenizer.json`. */
  tokenizer: string;
  /** Training inputs, in the order that positions count. */
  inputs: readonly TrainingInput[];
  /** A folder of the teacher's for this data and cut of texts, for outputs that are computed once. */
  cache: string;
  onTeacher(done: number, total: number): void;
}

/** What a method compares of teacher and student. */
export interface Compared {
  /** Outputs that both must have. */
  outputs: readonly OutputName[];
  /** Whether position by position, so that both must cut texts into the same tokens. */
  byToken: boolean;
}

export interface CompressionMethod<O = unknown> {
  /** The recipe's `options`. */
  options: z.ZodType<O>;
  stages: readonly Stage[];
  /** Whether the task stage has a teacher; a recipe must name one then, and none otherwise. */
  taught: boolean;
  compares: Compared;
  /** The student before its first step. Throws RangeError or Error with one sentence when the sources do not fit. */
  build(sources: Sources, options: O): Model;
  objective(setting: Setting<O>): Promise<Objective>;
}

/** Keeps a method's option and target types together while the list of all methods forgets them. */
export const method = <O>(definition: CompressionMethod<O>): CompressionMethod => definition as CompressionMethod;
