/** One recipe from its file to an artefact: prepare, train, export. Runs inside the training process (`process.ts`). */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type BackendName, tf, useBackend } from "../backend/tf.ts";
import { exportRun } from "../export/export-run.ts";
import { replaceFile } from "../files/replace-file.ts";
import { loadRecipe } from "../recipes/recipe.ts";
import { type DevPoint, loadCheckpoint } from "./checkpoint.ts";
import { checkpointFolder, prepare } from "./prepare.ts";
import { type StopReason, type TrainingHooks, trainLoop } from "./train-loop.ts";
import { trainingRecord } from "./training-record.ts";

export interface Job {
  /** `sst2/teacher` */
  name: string;
  overrides: Record<string, string>;
  backend: BackendName;
  /** Seconds between checkpoints. */
  checkpointSeconds: number;
  data: string;
  out: string;
  /** `resume` continues an unfinished run (and exports a finished one), `restart` begins anew. */
  existing: "refuse" | "resume" | "restart";
  /** Commit of the code, for the records. */
  code: string;
}

export interface JobHooks {
  log(line: string): void;
  onTeacher?(done: number, total: number): void;
  onStep?: TrainingHooks["onStep"];
  onDev?(point: DevPoint): void;
  shouldStop?(): StopReason | undefined;
}

export type JobOutcome =
  | { kind: "finished"; artefact: string; dev: DevPoint; wallSeconds: number; examplesPerSecond: number }
  | { kind: StopReason; step: number };

/** Throws with one clear sentence on bad input; loses nothing that lies in the output folder unless told to restart. */
export async function runRecipe(job: Job, hooks: JobHooks): Promise<JobOutcome> {
  const recipe = await loadRecipe(job.name, job.overrides);
  const folder = checkpointFolder(job.out, job.name);
  await claim(job, folder);
  await useBackend(job.backend);
  const run = await prepare(job.name, recipe, job, hooks);
  hooks.log(`training on the ${tf.getBackend()} backend, seed ${recipe.seed}`);
  const outcome = await trainLoop(run, { ...hooks, checkpointSeconds: job.checkpointSeconds });
  const record = (status: string) => trainingRecord(job, run, outcome.progress, status);
  if (outcome.kind !== "finished") {
    await replaceFile(join(run.artefact, "training.json"), record(outcome.kind));
    return { kind: outcome.kind, step: outcome.progress.step };
  }
  const { progress } = outcome;
  const dev = progress.dev.reduce((best, point) => (point.accuracy > best.accuracy ? point : best));
  const examplesPerSecond = progress.examplesSeen / progress.wallSeconds;
  await replaceFile(join(run.artefact, "training.json"), record("finished"));
  await exportRun(job, run, progress, dev);
  return { kind: "finished", artefact: run.artefact, dev, wallSeconds: progress.wallSeconds, examplesPerSecond };
}

/** Makes sure that starting here loses nothing. */
async function claim({ existing, name, out }: Job, folder: string): Promise<void> {
  if (existing === "restart") {
    await rm(folder, { recursive: true, force: true });
    return;
  }
  const checkpoint = await loadCheckpoint(folder);
  if (checkpoint === undefined || existing === "resume") return;
  const where = `${join(out, name)} holds a run of ${name} at step ${checkpoint.progress.step}`;
  throw new Error(`${where}: continue it with --resume, or begin anew with --restart`);
}
