/** What a compression method is: one file here, one recipe, and nothing to change elsewhere but the list in `index.ts`. */
import type { Scalar } from "@tensorflow/tfjs";
import type * as z from "zod";
import type { Tensor } from "../backend/tf.ts";
import type { Alignment } from "../data/alignment.ts";
import type { TeacherAnswers } from "../data/answers/teacher-answers.ts";
import type { Encoder } from "../models/encoder.ts";
import type { ModelInput, ModelOutput, OutputName } from "../models/input-output.ts";
import type { Model, ModelConfig } from "../models/model.ts";
import type { Parameters, Weights } from "../models/weights.ts";
import type { DropoutRandom } from "../nn/dropout.ts";
import type { LearnsFrom } from "../recipes/recipe.ts";
import type { TrainingInput, TrainingTask } from "../tasks/task.ts";
import type { MixedInput } from "./mixed-input.ts";

/** What a student begins with. `ofTask`: it was trained on the student's own task, whose head it brings. */
export type StartModel = Model & { ofTask?: boolean };

/** What a student is made from. */
export interface Sources {
  /** The pre-trained encoder. */
  encoder: Encoder;
  /** The encoder's own shape, dense, with the task's pooling and head. */
  config: ModelConfig;
  /** The recipe's teacher: fine-tuned for the task; none on text, where the pre-trained encoder teaches. */
  teacher: Model | null;
  /** Content of the teacher's `tokenizer.json`, where it is not the encoder's. */
  teacherTokenizer?: string;
  /** What the recipe starts from: a model of the text stage, or of a task. */
  start: StartModel | null;
  seed: number;
}

/** A batch, beside the model's output for it. */
export interface Batch {
  /** What the student reads. */
  input: ModelInput;
  /** What the teacher reads, where its tokenizer is another. */
  teacher?: ModelInput;
  /** Which tokens of both stand for the same characters, where the tokenizers differ and the objective compares tokens. */
  alignment?: Alignment;
  /** The examples' positions in the training set, by which cached teacher outputs are found. */
  positions: readonly number[];
  /** The texts in two vocabularies, where an objective's teacher reads these. */
  mixed?: MixedInput;
  /** As `TrainingTask.targets` made them; of texts without labels empty, or what `disguise` hid. */
  targets: Tensor;
}

/** What the teacher reads of a batch. */
export const readByTeacher = (batch: Pick<Batch, "input" | "teacher">): ModelInput => batch.teacher ?? batch.input;

/** Named numbers of a loss, unweighted, for the log. */
export type Terms = Record<string, Scalar>;

/** A training objective. `T`: what the teacher says about a batch. `Output`: what it reads of it, if it runs more than the student. */
export interface Objective<T = unknown, Output = ModelOutput> {
  /**
   * What teacher and student read in place of a batch, on text: drawn from `random` and nothing else, inside a tidy.
   * Without it, the batch itself.
   */
  disguise?(batch: Batch, random: () => number): Batch;
  /** Parameters of its own, which learn beside the student's; their names are `companions.ts`'s. */
  companions?: ReadonlyMap<string, Weights>;
  /** A parameter's share of the learning rate, by name; 1 of all where it is absent. */
  rate?: ((name: string) => number) | undefined;
  /** Of the student's parameters those that its loss does not depend on: they stay as they are. */
  leaves?(name: string): boolean;
  /**
   * What `loss` reads, in place of the student's output for a batch: an objective that has companions runs them here, beside the
   * student or without it. `parameters`: the student's and the companions'. With dropout where `random` is given, inside the tape.
   */
  run?(parameters: Parameters, batch: Batch, random?: DropoutRandom): Output;
  /** Runs outside the gradient's tape, inside a tidy: the teacher's part of the work. */
  teach(batch: Batch): T;
  /**
   * The loss of a batch, a mean over its examples or positions. Called inside a tidy, differentiated in the student's
   * parameters.
   */
  loss(output: Output, batch: Batch, taught: T): { total: Scalar; terms: Terms };
  /** Frees what `teach` kept. */
  dispose?(): void;
}

/** Forgets what an objective reads, which its own `run` makes and nobody else sees. */
export const running = <T, Output>(own: Objective<T, Output> & { run: unknown }): Objective =>
  own as unknown as Objective;

/** Where an objective finds itself. */
export interface Setting<O> {
  options: O;
  on: LearnsFrom;
  /** Null on text. */
  task: TrainingTask | null;
  student: ModelConfig;
  /** On text the pre-trained encoder. Null only for methods that declare none, and beside `answers`. */
  teacher: Model | null;
  /** What the teacher said of every input, in place of a model that can be asked: for objectives that compare logits alone. */
  answers?: TeacherAnswers | null;
  /** On text: the encoder with its own vocabulary, where the student reads another one. */
  origin?: Encoder | undefined;
  /** Content of the encoder's `tokenizer.json`. */
  tokenizer: string;
  /** All that batches are made of, in the order that positions count: training inputs, then held-out ones. */
  inputs: readonly TrainingInput[];
  /** Of companions that start from nothing; 0 where it is absent. */
  seed?: number;
  /** A folder of the teacher's, for outputs that are computed once. */
  cache: string;
  onTeacher(done: number, total: number): void;
  /** Whether somebody asked for a stop: asked between a teacher's batches. */
  shouldStop?(): boolean;
}

/** What an objective compares of teacher and student. */
export interface Compared {
  /** Outputs that the student must have, and without `taught` the teacher, too. */
  outputs: readonly OutputName[];
  /** What the teacher must have where that is something else. */
  taught?: readonly OutputName[];
  /** Whether token by token: where both cut texts otherwise, an alignment is made (`data/align-tokens.ts`). */
  byToken: boolean;
}

/** What a stage of a recipe may minimise. */
export interface ObjectiveKind<O> {
  /** What it can be learnt from. */
  on: readonly LearnsFrom[];
  compares: Compared;
  /** False where it asks no teacher: its method may have others that do. */
  taught?: false;
  /** Whether it learns the labels of texts that were made: of a file's texts there are none. */
  byRule?: true;
  /** Whether it learns which label the teacher holds for likeliest: of a regression there is none. */
  ofLabels?: true;
  create(setting: Setting<O>): Promise<Objective>;
}

/** Whether an objective can learn from a teacher's answers alone. */
export const needsLogitsAlone = ({ compares, taught }: Pick<ObjectiveKind<unknown>, "compares" | "taught">): boolean =>
  taught !== false && compares.outputs.every((output) => output === "logits");

export interface CompressionMethod<O = unknown> {
  /** The recipe's `options`. */
  options: z.ZodType<O>;
  /**
   * Whether a recipe for a task must name a teacher, a model or by its answers; it must name none where it is false. `optional`: where one of
   * its objectives asks a teacher.
   */
  taught: boolean | "optional";
  /** Whether its students may have a vocabulary of their own, `learnt` or `most_in_text`; they may not where it is absent. */
  ownVocabulary?: boolean;
  /** Why its students cannot begin with a recipe's `start`; absent, or undefined of these options, where they can. */
  withoutStart?(options: O): string | undefined;
  /** Throws RangeError or Error with one sentence for what can be told from the encoder's shape alone, before a text is read. */
  fits?(encoder: Encoder["config"], options: O): void;
  /**
   * The student's shape, before any weight is read: that of what `build` makes. `whole`: the encoder's, dense, with the task's pooling and
   * head, as in `Sources.config`. `teacher`: null where no model teaches. Throws RangeError or Error with one sentence where they do not fit.
   */
  shape(whole: ModelConfig, options: O, teacher: ModelConfig | null): ModelConfig;
  /** The student before its first step. Throws RangeError or Error with one sentence when the sources do not fit. */
  build(sources: Sources, options: O): Model;
  /** By the name that a stage says; one that says none takes the first that its data can teach. */
  objectives: Readonly<Record<string, ObjectiveKind<O>>>;
}

/** Keeps a method's option and target types together while the list of all methods forgets them. */
export const method = <O>(definition: CompressionMethod<O>): CompressionMethod => definition as CompressionMethod;
