import { arch, cpus } from "node:os";
import { join } from "node:path";
import { replaceFile } from "../files/replace-file.ts";
import type { Progress } from "./checkpoint.ts";
import type { HalvesFigures } from "./dev-report.ts";
import type { Experiment } from "./experiment.ts";
import { learntFrom } from "./learnt-from.ts";
import type { TrainedStage, TrainedStages } from "./run-stages.ts";
import { taughtByAnswers } from "./taught-by-answers.ts";

/** What all stages took together. Times in seconds. */
export function total(stages: readonly TrainedStage[]) {
  const sum = (figure: (progress: Progress) => number) =>
    stages.reduce((all, { progress }) => all + figure(progress), 0);
  return {
    step: sum((p) => p.step),
    wallSeconds: sum((p) => p.wallSeconds),
    examplesSeen: sum((p) => p.examplesSeen),
    tokensSeen: sum((p) => p.tokensSeen),
  };
}

/**
 * `training.json`: the merged recipe, what it was fed, how it went. Times in seconds. Dev and curve are the last stage's; of several
 * stages each has its own in `stages`. `figures`: of what was exported, where a half of dev chose: `dev` is of that half then.
 */
export async function writeTrainingRecord(
  experiment: Experiment,
  { kind, stages }: TrainedStages,
  figures: HalvesFigures = {},
): Promise<void> {
  const { name, recipe, teacher, start, where, folder } = experiment;
  const { run, progress } = stages.at(-1)!;
  const { step, wallSeconds, examplesSeen, tokensSeen } = total(stages);
  const { subset, ...more } = learntFrom(experiment, stages);
  const record = {
    status: kind,
    name,
    recipe,
    seed: recipe.seed,
    data_sha256: run.data.sha256,
    train_examples: run.train.length,
    trained_on: subset,
    ...more,
    ...(run.data.overlap && { text_left_out: run.data.overlap }),
    ...(run.data.sources && { transfer: run.data.sources }),
    dev_examples: run.data.dev?.rows ?? null,
    teacher: teacher?.named ?? null,
    ...(teacher?.storage && { teacher_storage: teacher.storage }),
    ...taughtByAnswers(experiment, stages),
    start: start?.origin ?? null,
    steps: step,
    wall_seconds: wallSeconds,
    examples_per_second: examplesSeen / wallSeconds,
    tokens: tokensSeen,
    tokens_per_second: tokensSeen / wallSeconds,
    dev: progress.dev,
    ...(figures.dev_chosen && { dev_chosen: figures.dev_chosen, dev_unseen: figures.dev_unseen }),
    curve: progress.curve,
    ...(experiment.stages.length > 1 && { stages: stages.map((stage, i) => ofStage(experiment.stages[i], stage)) }),
    backend: where.backend,
    machine: { cpu: cpus()[0]?.model ?? arch(), cores: cpus().length },
    code: progress.code,
  };
  await replaceFile(join(folder, "training.json"), `${JSON.stringify(record, null, 1)}\n`);
}

function ofStage({ on, objective }: Experiment["stages"][number], { run, progress }: TrainedStage) {
  return {
    on,
    objective,
    data_sha256: run.data.sha256,
    train_examples: run.train.length,
    held_out: run.data.heldOut.length,
    ...(run.data.unanswered.length > 0 && { unanswered: run.data.unanswered.length }),
    ...(run.data.overlap && { left_out: run.data.overlap }),
    ...(run.data.sources && { transfer: run.data.sources }),
    steps: progress.step,
    wall_seconds: progress.wallSeconds,
    tokens: progress.tokensSeen,
    dev: progress.dev,
    curve: progress.curve,
  };
}
