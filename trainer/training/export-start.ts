import { bestOf, bestOfRun } from "./checkpoint.ts";
import type { Experiment } from "./experiment.ts";
import { learntBy } from "./learnt-tokenizer.ts";
import type { TrainedStage } from "./run-stages.ts";
import { writeStart } from "./start-file.ts";
import { total } from "./training-record.ts";

/** Writes what the last stage on text found best, with how it was made. */
export async function exportStart(experiment: Experiment, stages: readonly TrainedStage[]): Promise<void> {
  const { name, recipe, encoder, where, folder } = experiment;
  const { run, progress } = stages.at(-1)!;
  const { tokensSeen, wallSeconds } = total(stages);
  const learnt = learntBy(recipe.encoder);
  const vocabulary = learnt && { ...learnt, tokenizer: encoder.tokenizer };
  const origin = {
    recipe: name,
    seed: recipe.seed,
    encoder: encoder.digest,
    tokens: tokensSeen,
    wall_seconds: Math.round(wallSeconds),
    dev_loss: bestOf(progress.dev).loss,
    backend: where.backend,
    code: progress.code,
  };
  await writeStart(folder, await bestOfRun(run.folder), origin, vocabulary ?? undefined);
}
