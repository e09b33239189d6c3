/** What a stage learns from, and how it is judged: a task's labelled rows, its unlabelled texts, or plain text. */
import type { Tensor } from "../backend/tf.ts";
import type { TeacherAnswers } from "../data/answers/teacher-answers.ts";
import type { TransferEntry } from "../data/transfer/entry.ts";
import type { TransferSource } from "../data/transfer/open-sources.ts";
import type { Objective } from "../methods/method.ts";
import type { ModelConfig } from "../models/model.ts";
import type { Parameters } from "../models/weights.ts";
import type { Recipe, Stage } from "../recipes/recipe.ts";
import type { DevHalves, DevSet, MoreFile, Tokenizers, TrainingInput, TrainingTask } from "../tasks/task.ts";
import type { DevPoint } from "./checkpoint.ts";
import { openMixed } from "./mixed-rows.ts";
import { openPlainText } from "./plain-text.ts";
import { openTask } from "./task-rows.ts";
import { openTransfer } from "./transfer-texts.ts";
import type { Workplace } from "./workplace.ts";

export interface TrainingData {
  /** Null where it is judged by held-out texts. */
  dev: DevSet | null;
  /** Dev in two, where a half of it chooses; null where all of it does, or held-out texts do. */
  halves: DevHalves | null;
  train: readonly TrainingInput[];
  /** Texts that the objective is judged by; empty where dev is. */
  heldOut: readonly TrainingInput[];
  targets(positions: readonly number[]): Tensor;
  /** What of the task's training split this is, where not all of it: `2,000 of the 67,349 rows of …`. */
  subset: string | null;
  /** What further files of labelled rows gave; absent on texts. */
  more?: readonly MoreFile[];
  /** The suites whose texts are learnt from without labels: they test the model no more. Absent where there are no such texts. */
  transferSuites?: readonly string[];
  /** Of texts: how many were read, and of these left out, as evaluation splits have them, too. */
  overlap: { read: number; left_out: number } | null;
  /** Of unlabelled texts: where they are from. */
  sources?: readonly TransferSource[];
  /** Ids of rows and texts that were left out because a teacher that is there by its answers gave none. */
  unanswered: readonly string[];
  sha256: string;
  judge(weights: Parameters, config: ModelConfig, objective: Objective): DevFigures;
}

export type DevFigures = Omit<DevPoint, "epoch" | "step">;

export interface DataHooks {
  log(line: string): void;
  /** Bytes of text read so far. */
  onText?(done: number, total: number): void;
  /** Inputs of dev, or held-out texts, that the model has answered so far. */
  onJudging?(done: number, total: number): void;
}

/** What there is to know of a recipe before its data is read. */
export interface DataSource {
  /** Null on text. */
  task: TrainingTask | null;
  /** Unlabelled texts, as the recipe names them. */
  transfer: readonly TransferEntry[];
  /** What is learnt from where it is a teacher's answers: only what has one is read. */
  answers: TeacherAnswers | null;
  tokenizers: Tokenizers;
  /** The recipe's. */
  choose: Recipe["choose"];
  /** Plain text is cut between words alone: somebody reads these in another vocabulary. */
  wholeWords: boolean;
}

/** Throws with one sentence when a file is missing or damaged, or unlabelled texts are not what the task asks about. */
export function openData(
  { on, train }: Stage,
  source: DataSource,
  where: Workplace,
  hooks: DataHooks,
): Promise<TrainingData> {
  const { task, tokenizers } = source;
  switch (on) {
    case "text":
      return openPlainText(train, source.wholeWords, tokenizers.student, where, hooks);
    case "transfer":
      return openTransfer({ ...source, task: task! }, { limit: train.transfer_limit ?? train.limit }, where, hooks); // `checkRecipe` saw to the task
    case "task":
      return openTask({ ...source, task: task! }, train, where, hooks);
    case "task+transfer":
      return openMixed({ ...source, task: task! }, train, where, hooks);
  }
}
