import { arch, cpus } from "node:os";
import type { Progress } from "./checkpoint.ts";
import type { PreparedRun } from "./prepare.ts";
import type { Job } from "./run-recipe.ts";

/** `training.json`: the merged recipe, what it was fed, how it went. Times in seconds. */
export function trainingRecord(job: Job, run: PreparedRun, progress: Progress, status: string): string {
  const record = {
    status,
    name: run.name,
    recipe: run.recipe,
    seed: run.recipe.seed,
    data_sha256: run.dataSha256,
    train_examples: run.train.length,
    trained_on: run.stage.subset,
    ...(run.stage.overlap && { text_left_out: run.stage.overlap }),
    dev_examples: run.stage.dev?.rows ?? null,
    teacher: run.teacher,
    start: run.start,
    steps: progress.step,
    wall_seconds: progress.wallSeconds,
    examples_per_second: progress.examplesSeen / progress.wallSeconds,
    tokens: progress.tokensSeen,
    tokens_per_second: progress.tokensSeen / progress.wallSeconds,
    dev: progress.dev,
    curve: progress.curve,
    backend: job.backend,
    machine: { cpu: cpus()[0]?.model ?? arch(), cores: cpus().length },
    code: progress.code,
  };
  return `${JSON.stringify(record, null, 1)}\n`;
}
