import { join } from "node:path";
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { TeacherAnswers } from "../data/answers/teacher-answers.ts";
import type { Sources } from "../methods/method.ts";
import { descriptionOf } from "../models/describe.ts";
import { architectureNamed } from "../models/index.ts";
import type { Model, ModelConfig } from "../models/model.ts";
import { checkpointsOf } from "./checkpoints-of.ts";
import {
  configOf,
  type Experiment,
  readsOtherTokens,
  refuseOtherPooling,
  refuseWithoutOutputs,
  tokenizersOf,
} from "./experiment.ts";
import { isModel } from "./model-encoder.ts";
import { answersFor } from "./open-answers.ts";
import type { StopReason } from "./train-loop.ts";
import { type DataHooks, openData, type TrainingData } from "./training-data.ts";
import type { TrainingRun } from "./training-run.ts";

/** A stage that can be trained. */
export interface StageRun extends TrainingRun {
  data: TrainingData;
}

export interface StageHooks extends DataHooks {
  /** Teacher outputs computed so far. */
  onTeacher?(done: number, total: number): void;
  shouldStop?(): StopReason | undefined;
}

/** A model of the stage before, with the digest of its weights. */
export type Before = (Model & { digest: string }) | null;

/** Changes when checkpoints of older code must not be continued. */
const FORMAT = 2;

/**
 * Reads a stage's data and makes its objective, computing the teacher's outputs where they are not cached. `before`: what the stage
 * before it found best; null for the first.
 */
export async function openStage(
  experiment: Experiment,
  index: number,
  before: Before,
  hooks: StageHooks,
): Promise<StageRun> {
  const { recipe, options, task, encoder, teacher, start, where, stages } = experiment;
  const stage = stages[index];
  const { on, train: settings } = stage;
  const { seed } = recipe;
  const config = configOf(experiment, on);
  const answers = answersFor(experiment, stage);
  const data = await dataOf(experiment, stage, answers, hooks);

  const sources: Sources = {
    encoder,
    config,
    teacher: on === "text" ? null : (teacher?.model ?? null),
    ...(teacher && readsOtherTokens(experiment) && { teacherTokenizer: teacher.tokenizer }),
    start,
    seed,
  };
  const student = studentOf(experiment, index, before, sources);
  const teaching: Model | null =
    on === "text"
      ? { config, weights: descriptionOf(config).pretrained!.initialWeights(encoder, config, seed) }
      : answers === null
        ? (teacher?.model ?? null)
        : null;
  refuseOtherPooling(experiment, student.config, config);
  refuseWithoutOutputs(experiment, stage, student.config, teaching?.config);
  const digest = teacher?.model.digest;
  const objective = await stage.kind.create({
    options,
    on,
    task,
    student: student.config,
    teacher: teaching,
    answers,
    ...(on === "text" && { origin: encoder.origin }),
    tokenizer: encoder.tokenizer,
    inputs: [...data.train, ...data.heldOut],
    seed,
    cache: await outputsFolder(experiment, config),
    ...whileAsking(hooks),
  });
  const known = [FORMAT, seed, recipe.encoder, recipe.method, options, settings, data.sha256, digest, start?.digest];
  // What a name does not say: which words are kept, which files say, and whether the model of that name was made anew.
  const { source, vocabulary } = recipe.encoder;
  const named = vocabulary === undefined && !isModel(source) ? [] : [encoder.digest];
  const answered = answers ? answers.sources.map(({ sha256 }) => sha256) : [];
  const halved = recipe.choose === "half" ? ["half"] : [];
  const rounded = recipe.matmul === "bfloat16" ? ["bfloat16"] : [];
  const several = stages.length > 1 ? [index, on, stage.objective, before?.digest ?? null] : [];
  return {
    seed,
    settings,
    config: student.config,
    initial: new Map([...student.weights, ...(objective.companions ?? [])]),
    frozen: [
      ...settings.frozen,
      ...(on === "text" ? architectureNamed(student.config).heads.task : []),
      ...[...student.weights.keys()].filter((name) => objective.leaves?.(name)),
    ],
    train: data.train,
    targets: data.targets,
    objective,
    judge: (weights) => data.judge(weights, student.config, objective),
    folder: checkpointsOf(experiment.folder, stages.length, index),
    fingerprint: await sha256(JSON.stringify([...known, ...several, ...answered, ...named, ...halved, ...rounded])),
    code: where.code,
    data,
  };
}

/** What is called while a teacher answers; memory is looked at between steps. */
export const whileAsking = (hooks: StageHooks) => ({
  onTeacher: (done: number, total: number) => hooks.onTeacher?.(done, total),
  shouldStop: () => hooks.shouldStop?.() === "interrupted",
});

/** Where the teacher's outputs are kept, in which texts are found by what it reads of them. */
export async function outputsFolder(
  { name, recipe, teacher, where }: Experiment,
  { pooling }: Pick<ModelConfig, "pooling">,
): Promise<string> {
  const key = await sha256(JSON.stringify([teacher?.model.digest, pooling]));
  return join(where.out, recipe.teacher ?? name, "outputs", key.slice(0, 12));
}

/** A stage's data, read once for all stages that read the same. */
export async function dataOf(
  experiment: Experiment,
  stage: Experiment["stages"][number],
  answers: TeacherAnswers | null,
  hooks: DataHooks,
): Promise<TrainingData> {
  const { recipe, task, encoder, where, read } = experiment;
  const { limit, limit_each, transfer_limit, max_length } = stage.train;
  const tokenizers = tokenizersOf(experiment, stage);
  const key = JSON.stringify([
    stage.on,
    limit,
    limit_each,
    transfer_limit,
    max_length,
    tokenizers.aligned,
    answers !== null,
  ]);
  const wholeWords = encoder.origin !== undefined;
  const source = { task, transfer: recipe.transfer ?? [], answers, tokenizers, choose: recipe.choose, wholeWords };
  const data = read.get(key) ?? (await openData(stage, source, where, hooks));
  read.set(key, data);
  return data;
}

/** What a stage begins with: the method's student, behind a stage on text that student with it as its start, else the stage before's. */
function studentOf({ method, options, stages }: Experiment, index: number, before: Before, sources: Sources): Model {
  if (before === null) return method.build(sources, options);
  const learntFromText = stages[index - 1].on === "text" && stages[index].on !== "text";
  return learntFromText ? method.build({ ...sources, start: before }, options) : before;
}
