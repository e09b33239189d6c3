/** One recipe from its file to an artefact: open what it names, train (or cook a soup of trained runs), export. */
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { multiplyIn } from "../backend/matmul.ts";
import { tf, useBackend } from "../backend/tf.ts";
import { suitesOf } from "../data/text/evaluation-files.ts";
import { makeFolder } from "../files/make-folder.ts";
import { StoppedError } from "../methods/teacher-outputs.ts";
import type { Recipe } from "../recipes/recipe.ts";
import { bestOf, type DevPoint, loadCheckpoint } from "./checkpoint.ts";
import { PlaceTakenError } from "./errors.ts";
import { type Experiment, openExperiment } from "./experiment.ts";
import { exportRun } from "./export-run.ts";
import { exportStart } from "./export-start.ts";
import { openStage } from "./open-stage.ts";
import { recipeNamed } from "./recipe-named.ts";
import { runStages, type TrainedStages, type TrainingHooks } from "./run-stages.ts";
import { cookSoup, type Ingredient } from "./soup.ts";
import { START_FILE } from "./start-file.ts";
import type { StopReason } from "./train-loop.ts";
import { total, writeTrainingRecord } from "./training-record.ts";
import type { Workplace } from "./workplace.ts";

/** Which recipe, changed how, and what to do where it was run before. */
export interface Order {
  /** `sst2/teacher`, of own rows `my/intents/teacher`. */
  name: string;
  /** A recipe's file in place of the one that the name stands for. */
  file?: string;
  overrides: Readonly<Record<string, string>>;
  /** Its folder in `out`: the name, and where several seeds are run `sst2/teacher/seed-18`. */
  place: string;
  /** `resume` continues an unfinished run (and exports a finished one), `restart` begins anew. */
  existing: "refuse" | "resume" | "restart";
}

export type Outcome =
  | {
      kind: "finished";
      /** The artefact's folder; on text that of the model tasks start from. */
      artefact: string;
      dev: DevPoint;
      wallSeconds: number;
      examplesPerSecond: number;
      tokensPerSecond: number;
    }
  | { kind: StopReason; step: number };

/** Throws with one clear sentence on bad input; loses nothing that lies in the output folder unless told to restart. */
export async function runRecipe(order: Order, where: Workplace, hooks: TrainingHooks): Promise<Outcome> {
  const { data } = where;
  const recipe = await recipeNamed(order.name, { data, file: order.file }, order.overrides);
  if (order.existing === "refuse") await refuseTakenPlace(join(where.out, order.place));
  multiplyIn(recipe.matmul);
  await useBackend(where.backend);
  const made = await (recipe.soup === null ? train : soup)(order, recipe, where, hooks).catch((error) => {
    if (error instanceof StoppedError) return null;
    throw error;
  });
  if (made === null) return { kind: "interrupted", step: (await stepsIn(join(where.out, order.place))) ?? 0 };
  const { experiment, trained } = made;
  const { progress } = trained.stages.at(-1)!;
  if (trained.kind !== "finished") return { kind: trained.kind, step: progress.step };

  const dev = bestOf(progress.dev);
  if (experiment.task !== null) {
    const { training } = await exportRun(experiment, experiment.task, trained.stages, hooks);
    if (training?.choose !== undefined) await writeTrainingRecord(experiment, trained, training);
  } else await exportStart(experiment, trained.stages);
  const { wallSeconds, examplesSeen, tokensSeen } = total(trained.stages);
  const [examplesPerSecond, tokensPerSecond] = [examplesSeen / wallSeconds, tokensSeen / wallSeconds];
  return { kind: "finished", artefact: experiment.folder, dev, wallSeconds, examplesPerSecond, tokensPerSecond };
}

interface Trained {
  experiment: Experiment;
  trained: TrainedStages;
}

async function train(order: Order, recipe: Recipe, where: Workplace, hooks: TrainingHooks): Promise<Trained> {
  const { name, existing, place } = order;
  const experiment = await openExperiment(name, recipe, where, hooks.log, place);
  const { folder } = experiment;
  const trained = await runStages(experiment, hooks, async () => {
    if (existing === "restart") await clear(folder);
    if (existing === "resume" && (await stepsIn(folder)) === undefined)
      hooks.log(`there is no checkpoint to resume in ${join(folder, "checkpoint")}: training begins`);
    hooks.log(`training ${name} on the ${tf.getBackend()} backend, seed ${recipe.seed}`);
  });
  await writeTrainingRecord(experiment, trained);
  return { experiment, trained };
}

/** Trains the ingredients that are not trained yet, going on with a half-trained one, and averages them all. */
async function soup(order: Order, recipe: Recipe, where: Workplace, hooks: TrainingHooks): Promise<Trained> {
  const ingredients: Ingredient[] = [];
  for (const name of recipe.soup ?? []) {
    const ingredient = await recipeNamed(name, where, order.overrides);
    const [here, there] = [recipe, ingredient].map(({ choose = "whole" }) => choose);
    if (here !== there)
      throw new Error(
        `recipe ${order.name}: its choose is ${here}, that of ${name} ${there}; in a soup they must be one`,
      );
    if (!isDeepStrictEqual(recipe.more_rows, ingredient.more_rows))
      throw new Error(`recipe ${order.name}: its more_rows are not those of ${name}; in a soup they must be the same`);
    const [ours, theirs] = [recipe, ingredient].map(({ matmul = "float32" }) => matmul);
    if (ours !== theirs)
      throw new Error(`recipe ${order.name}: its matmul is not that of ${name}; in a soup they must be the same`);
    const [suite] = ingredient.stages?.some(({ on }) => on.endsWith("transfer"))
      ? suitesOf(ingredient.transfer ?? [])
      : [];
    if (suite !== undefined)
      throw new Error(`recipe ${order.name}: ${name} learns from texts of ${suite}, which a soup's card would not say`);
    const made = await train({ ...order, name, place: name }, ingredient, where, hooks);
    if (made.trained.kind !== "finished") return made;
    const { run, progress } = made.trained.stages.at(-1)!;
    ingredients.push({ name, folder: run.folder, progress });
  }
  const experiment = await openExperiment(order.name, recipe, where, hooks.log, order.place);
  const run = await openStage(experiment, 0, null, hooks);
  run.objective.dispose?.();
  if (order.existing === "restart") await clear(experiment.folder);
  const progress = await cookSoup(run, ingredients);
  hooks.onDev?.(progress.dev[0]);
  const trained: TrainedStages = { kind: "finished", stages: [{ run, progress }] };
  await writeTrainingRecord(experiment, trained);
  return { experiment, trained };
}

/** Drops the run that is there, and the card and start by which others would take its model for the new run's. */
async function clear(folder: string): Promise<void> {
  await rm(join(folder, "checkpoint"), { recursive: true, force: true });
  await makeFolder(join(folder, "checkpoint"));
  for (const file of [CARD_FILE, START_FILE]) await rm(join(folder, file), { force: true });
}

/** Makes sure that starting here loses nothing. Throws PlaceTakenError where a run lies there. */
export async function refuseTakenPlace(folder: string): Promise<void> {
  const steps = await stepsIn(folder);
  if (steps === undefined && ![CARD_FILE, START_FILE].some((file) => existsSync(join(folder, file)))) return;
  const what = steps === undefined ? "what a finished run left" : `a run at step ${steps}`;
  throw new PlaceTakenError(`${folder} holds ${what}`);
}

/** Steps taken by the run that lies in a folder, over all its stages; undefined where there is none. */
async function stepsIn(folder: string): Promise<number | undefined> {
  const whole = join(folder, "checkpoint");
  const stages = await readdir(whole).catch(() => []);
  const folders = [whole, ...stages.filter((entry) => /^\d+$/.test(entry)).map((entry) => join(whole, entry))];
  const found = (await Promise.all(folders.map(loadCheckpoint))).flatMap((checkpoint) => checkpoint ?? []);
  return found.length === 0 ? undefined : found.reduce((sum, { progress }) => sum + progress.step, 0);
}
