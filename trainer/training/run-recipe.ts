/** One recipe from its file to an artefact: prepare, train (or cook a soup of trained runs), export. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { type BackendName, tf, useBackend } from "../backend/tf.ts";
import { makeFolder } from "../files/make-folder.ts";
import { replaceFile } from "../files/replace-file.ts";
import { loadRecipe, type Recipe } from "../recipes/recipe.ts";
import { bestOf, type DevPoint, loadBest, loadCheckpoint, type Progress } from "./checkpoint.ts";
import { exportRun } from "./export-run.ts";
import { type PreparedRun, prepare } from "./prepare.ts";
import { cookSoup, type Ingredient } from "./soup.ts";
import { START_FILE, writeStart } from "./start-file.ts";
import { type StopReason, trainLoop } from "./train-loop.ts";
import { checkpointFolder } from "./trained-model.ts";
import { trainingRecord } from "./training-record.ts";

export interface Job {
  /** `sst2/teacher` */
  name: string;
  /** Its folder in `out`: the name, and where several seeds are run `sst2/teacher/seed-18`. */
  place: string;
  overrides: Record<string, string>;
  backend: BackendName;
  /** Seconds between checkpoints. */
  checkpointSeconds: number;
  data: string;
  out: string;
  pieces: string;
  devRows?: number;
  /** `resume` continues an unfinished run (and exports a finished one), `restart` begins anew. */
  existing: "refuse" | "resume" | "restart";
  /** Commit of the code, for the records. */
  code: string;
  /** The command line that goes on with it. */
  again: string;
}

export interface JobHooks {
  log(line: string): void;
  onTeacher?(done: number, total: number): void;
  onText?(done: number, total: number): void;
  onStep?(recipe: string, done: number, total: number, note: string): void;
  onDev?(point: DevPoint): void;
  shouldStop?(): StopReason | undefined;
}

export type JobOutcome =
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

type Trained = { kind: "finished" | StopReason; run: PreparedRun; progress: Progress };

/** Throws with one clear sentence on bad input; loses nothing that lies in the output folder unless told to restart. */
export async function runRecipe(job: Job, hooks: JobHooks): Promise<JobOutcome> {
  const recipe = await loadRecipe(job.name, job.overrides);
  await claim(job);
  await useBackend(job.backend);
  const { kind, run, progress } =
    recipe.soup === null ? await train(job, recipe, hooks) : await soup(job, recipe, hooks);
  if (kind !== "finished") return { kind, step: progress.step };

  const dev = bestOf(progress.dev);
  if (recipe.model !== null) await exportRun(job, run, progress, dev);
  else await exportStart(job, run, progress, dev);
  const { wallSeconds, examplesSeen, tokensSeen } = progress;
  const [examplesPerSecond, tokensPerSecond] = [examplesSeen / wallSeconds, tokensSeen / wallSeconds];
  return { kind, artefact: run.artefact, dev, wallSeconds, examplesPerSecond, tokensPerSecond };
}

async function train(job: Job, recipe: Recipe, hooks: JobHooks): Promise<Trained> {
  const run = await prepare(job.name, recipe, job, hooks, job.place);
  if (job.existing === "restart") await clear(run);
  if (job.existing === "resume" && (await loadCheckpoint(run.folder)) === undefined)
    hooks.log(`there is no checkpoint to resume in ${run.folder}: training begins`);
  hooks.log(`training ${job.name} on the ${tf.getBackend()} backend, seed ${recipe.seed}`);
  const onStep = (done: number, total: number, note: string) => hooks.onStep?.(job.name, done, total, note);
  try {
    const outcome = await trainLoop(run, { ...hooks, onStep, checkpointSeconds: job.checkpointSeconds });
    return recorded(job, { ...outcome, run });
  } finally {
    run.objective.dispose?.();
  }
}

/** Trains the ingredients that are not trained yet, going on with a half-trained one, and averages them all. */
async function soup(job: Job, recipe: Recipe, hooks: JobHooks): Promise<Trained> {
  const ingredients: Ingredient[] = [];
  for (const name of recipe.soup ?? []) {
    const trained = await train({ ...job, name, place: name }, await loadRecipe(name, job.overrides), hooks);
    if (trained.kind !== "finished") return trained;
    ingredients.push({ name, folder: trained.run.folder, progress: trained.progress });
  }
  const run = await prepare(job.name, recipe, job, hooks, job.place);
  if (job.existing === "restart") await clear(run);
  const progress = await cookSoup(run, ingredients);
  hooks.onDev?.(progress.dev[0]);
  return recorded(job, { kind: "finished", run, progress });
}

async function recorded(job: Job, trained: Trained): Promise<Trained> {
  const { kind, run, progress } = trained;
  await replaceFile(join(run.artefact, "training.json"), trainingRecord(job, run, progress, kind));
  return trained;
}

/** What the text stage leaves for the tasks. */
async function exportStart(job: Job, run: PreparedRun, { tokensSeen, wallSeconds, code }: Progress, dev: DevPoint) {
  const best = await loadBest(run.folder);
  if (best === undefined) throw new Error(`there are no trained weights in ${run.folder}`);
  await writeStart(run.artefact, best, {
    recipe: job.name,
    seed: run.recipe.seed,
    encoder: run.encoder,
    tokens: tokensSeen,
    wall_seconds: Math.round(wallSeconds),
    dev_loss: dev.loss,
    backend: job.backend,
    code,
  });
}

/** Drops the run that is there, and the card and start by which others would take its model for the new run's. */
async function clear({ folder, artefact }: PreparedRun): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await makeFolder(folder);
  for (const file of [CARD_FILE, START_FILE]) await rm(join(artefact, file), { force: true });
}

/** Makes sure that starting here loses nothing. */
async function claim({ existing, place, out }: Job): Promise<void> {
  if (existing !== "refuse") return;
  const checkpoint = await loadCheckpoint(checkpointFolder(out, place));
  const what = checkpoint ? `a run at step ${checkpoint.progress.step}` : "what a finished run left";
  if (checkpoint === undefined && ![CARD_FILE, START_FILE].some((file) => existsSync(join(out, place, file)))) return;
  throw new Error(`${join(out, place)} holds ${what}: continue it with --resume, or begin anew with --restart`);
}
