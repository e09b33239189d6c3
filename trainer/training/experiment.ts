/** A recipe with all that it names: encoder, teacher, start, tokenizers. What its stages share. */

import { join } from "node:path";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { TeacherAnswers } from "../data/answers/teacher-answers.ts";
import { makeFolder } from "../files/make-folder.ts";
import { methodNamed } from "../methods/index.ts";
import type { CompressionMethod } from "../methods/method.ts";
import type { Encoder } from "../models/encoder.ts";
import { architectureNamed } from "../models/index.ts";
import type { ModelConfig } from "../models/model.ts";
import type { LearnsFrom, Recipe } from "../recipes/recipe.ts";
import { taskOfRecipe } from "../tasks/find-task.ts";
import type { Tokenizers, TrainingTask } from "../tasks/task.ts";
import { answeringInOrder } from "./answering-in-order.ts";
import { type CheckedRecipe, checkRecipe } from "./check-recipe.ts";
import { namedModel } from "./named-model.ts";
import { answersFor, openAnswers } from "./open-answers.ts";
import { namedEncoder, withRecipesVocabulary } from "./open-encoder.ts";
import { openStart, type Start } from "./open-start.ts";
import { checkpointFolder, cutAlike, type Teacher } from "./trained-model.ts";
import type { TrainingData } from "./training-data.ts";
import type { Workplace } from "./workplace.ts";

export interface Experiment extends CheckedRecipe {
  /** The recipe's: `sst2/teacher`; an ingredient's own while a soup is made. */
  name: string;
  recipe: Recipe;
  method: CompressionMethod;
  encoder: Encoder;
  teacher: Teacher | null;
  /** Of a teacher that is there by its answers. */
  answers: TeacherAnswers | null;
  start: Start | null;
  where: Workplace;
  /** Where the artefact goes, and beneath it the checkpoints. */
  folder: string;
  /** What stages have read so far, by all that it depends on: nine stages may read two data sets. */
  read: Map<string, TrainingData>;
}

/**
 * Loads what a recipe names. `place` is its folder in `out`, where that is not the recipe's name. Throws with one sentence where
 * something is missing or does not fit; NotTrainedError where it is another recipe's to make, OtherEncoderError for a start that text made of another encoder.
 */
export async function openExperiment(
  name: string,
  recipe: Recipe,
  where: Workplace,
  log: (line: string) => void,
  place = name,
): Promise<Experiment> {
  const method = methodNamed(recipe.method);
  const task = await taskOfRecipe(recipe, where.data);
  const checked = checkRecipe(name, recipe, method, task, where.backend);
  const { source } = recipe.encoder;
  const start = recipe.start === null ? null : await openStart(recipe.start, checked.task, where, log);
  const named = await namedEncoder(source, log, where);
  method.fits?.(named.config, checked.options); // as a vocabulary and texts take minutes
  const encoder = await withRecipesVocabulary(named, recipe, checked.task, where, log, start?.vocabulary);
  const { positions = Number.POSITIVE_INFINITY } = encoder.config;
  for (const { train } of checked.stages)
    if (train.max_length > positions)
      throw new Error(`train.max_length is ${train.max_length}, but the encoder has ${positions} positions`);
  await makeFolder(checkpointFolder(where.out, place)).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot write to ${where.out}: ${error.code}`);
  });

  start?.fits({ ...encoder, source });
  const experiment: Experiment = {
    ...checked,
    name,
    recipe,
    method,
    encoder,
    teacher: recipe.teacher === null ? null : await teacherOf(recipe.teacher, checked.task, where, log),
    answers: await openAnswers(recipe, checked.task, where, log),
    start,
    where,
    folder: join(where.out, place),
    read: new Map(),
  };
  refuseOtherLabels(experiment);
  if (readsOtherTokens(experiment) && checked.task?.task === "question-answering")
    throw new Error(
      `recipe ${name}: ${recipe.teacher} has another tokenizer than the student's encoder, and would cut ${recipe.task}'s contexts into other windows`,
    );
  return experiment;
}

/** The teacher, its answers in the order of the task's labels where it names the same. */
async function teacherOf(
  name: string,
  task: TrainingTask | null,
  where: Workplace,
  log: (line: string) => void,
): Promise<Teacher> {
  const teacher = await namedModel(name, where, log);
  if (task === null) return teacher;
  const ordered = await answeringInOrder(teacher, task.labels);
  if (ordered !== undefined && ordered !== teacher)
    log(`${name} answers ${teacher.labels.join(", ")}: read as ${task.labels.join(", ")}`);
  return ordered ?? teacher;
}

/** The encoder's shape, dense, with the head that a stage needs: the task's, on text one that nothing teaches. */
export function configOf({ encoder, recipe, task }: Experiment, on: LearnsFrom): ModelConfig {
  const { pooling } = recipe.encoder;
  if (on === "text" || task === null) return { ...encoder.config, pooling, labels: 1 };
  return {
    ...encoder.config,
    pooling: task.pooling ?? pooling,
    labels: task.labels.length,
    ...(task.slots && { slots: task.slots.length }),
  };
}

/** Throws with one sentence where the teacher answers something else than the task asks for. */
function refuseOtherLabels({ name, recipe, teacher, task }: Experiment): void {
  if (teacher === null || task === null) return;
  for (const names of ["labels", "slots"] as const) {
    const [own, asked] = [teacher[names] ?? [], task[names] ?? []];
    const told = (list: readonly string[]) => list.join(", ") || `no ${names}`;
    if (own.join("\0") !== asked.join("\0"))
      throw new Error(
        `recipe ${name}: ${recipe.teacher} answers ${told(own)}, but ${recipe.task} asks for ${told(asked)}`,
      );
  }
}

/** Whether the teacher cuts texts otherwise than the student. */
export const readsOtherTokens = ({ teacher, encoder }: Experiment): boolean =>
  teacher !== null && !cutAlike(teacher.tokenizer, encoder.tokenizer);

/** How texts are cut for a stage: the teacher's where the student's are. */
export function tokenizersOf(
  experiment: Experiment,
  stage: Pick<Experiment["stages"][number], "on" | "train" | "kind">,
): Tokenizers {
  const { train, kind } = stage;
  const { encoder, teacher, task } = experiment;
  const open = (json: string, maxLength: number) => createTokenizer(JSON.parse(json), { maxLength });
  const others = readsOtherTokens(experiment) && answersFor(experiment, stage) === null ? teacher : null;
  return {
    student: open(encoder.tokenizer, train.max_length),
    teacher:
      others && open(others.tokenizer, Math.min(train.max_length, others.model.config.positions ?? train.max_length)),
    aligned: kind.compares.byToken || task?.pooling === "none" || task?.slots !== undefined, // whose logits are tokens
  };
}

/** Throws with one sentence where a model of these does not have what a stage's objective compares. */
export function refuseWithoutOutputs(
  { name, recipe }: Experiment,
  { objective, kind }: Pick<Experiment["stages"][number], "objective" | "kind">,
  student: ModelConfig,
  teacher: ModelConfig | undefined,
): void {
  const { outputs, taught = outputs } = kind.compares;
  for (const [config, wanted] of [[student, outputs] as const, ...(teacher ? [[teacher, taught] as const] : [])]) {
    const { kind: architecture, gives } = architectureNamed(config);
    const missing = wanted.find((output) => !gives.includes(output));
    if (missing !== undefined)
      throw new Error(
        `recipe ${name}: ${recipe.method}'s objective ${objective} compares ${missing}, which a model of kind ${architecture} does not have`,
      );
  }
}

/** Throws with one sentence where a student pools and the task asks about tokens, or the other way round. */
export function refuseOtherPooling(
  { name, recipe }: { name: string; recipe: Pick<Recipe, "method"> },
  student: Pick<ModelConfig, "pooling">,
  asked: Pick<ModelConfig, "pooling">,
): void {
  if ((student.pooling === "none") !== (asked.pooling === "none"))
    throw new Error(
      `recipe ${name}: the task asks about ${asked.pooling === "none" ? "tokens" : "texts"}, which ${recipe.method}'s students do not answer`,
    );
}
