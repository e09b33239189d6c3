/** The stages of a recipe, one after another. */
import { sha256 } from "../../r2-assets/format/digest.ts";
import { bestOfRun, type DevPoint, type Progress, saveBest } from "./checkpoint.ts";
import { checkpointsOf } from "./checkpoints-of.ts";
import type { Experiment } from "./experiment.ts";
import { type Before, openStage, type StageHooks, type StageRun } from "./open-stage.ts";
import { type StopReason, trainLoop } from "./train-loop.ts";

export interface TrainingHooks extends StageHooks {
  onStep?(recipe: string, done: number, total: number, note: string): void;
  onDev?(point: DevPoint): void;
  /** Seconds between checkpoints. */
  checkpointSeconds?: number;
}

/** A stage that was trained, wholly or in part. */
export interface TrainedStage {
  run: StageRun;
  progress: Progress;
}

export interface TrainedStages {
  kind: "finished" | StopReason;
  /** Those that were begun. */
  stages: readonly TrainedStage[];
}

/**
 * Trains every stage, each from what the one before found best on its dev, with a new optimiser; what the last found best is left in
 * `checkpoint/`. Stages that were finished earlier are passed, one that was stopped goes on. `begin` is called before the first
 * step, when all has been found that could be missing.
 */
export async function runStages(
  experiment: Experiment,
  hooks: TrainingHooks,
  begin: () => Promise<void>,
): Promise<TrainedStages> {
  const { name, stages, folder } = experiment;
  const trained: TrainedStage[] = [];
  let before: Before = null;
  for (const [i, { on, objective }] of stages.entries()) {
    const label = stages.length === 1 ? name : `${name}, stage ${i + 1} of ${stages.length}`;
    if (stages.length > 1) hooks.log(`stage ${i + 1} of ${stages.length}: ${objective} on ${on}`);
    const run = await openStage(experiment, i, before, hooks);
    if (i === 0) await begin();
    try {
      const onStep = (done: number, total: number, note: string) => hooks.onStep?.(label, done, total, note);
      const { kind, progress } = await trainLoop(run, { ...hooks, onStep });
      trained.push({ run, progress });
      if (kind !== "finished") return { kind, stages: trained };
    } finally {
      run.objective.dispose?.();
    }
    const best = await bestOfRun(run.folder);
    before = { ...best, digest: await sha256(best.bytes) };
  }
  if (stages.length > 1) await saveBest(checkpointsOf(folder, 1, 0), before!);
  return { kind: "finished", stages: trained };
}
