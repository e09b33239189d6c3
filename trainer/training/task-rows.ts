import { answeredRows, withoutAnswer } from "../data/answers/answered-rows.ts";
import { predictLogits } from "../models/predict.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import type { TrainingTask } from "../tasks/task.ts";
import type { DataHooks, DataSource, TrainingData } from "./training-data.ts";
import type { Workplace } from "./workplace.ts";

/** A task's labelled rows, judged by its dev split. */
export async function openTask(
  { task, answers, tokenizers }: DataSource & { task: TrainingTask },
  { limit }: Pick<TrainSettings, "limit">,
  where: Workplace,
  hooks: DataHooks,
): Promise<TrainingData> {
  const read = await task.load(where.data, tokenizers, {
    train: limit,
    dev: where.devRows ?? null,
  });
  const { dev, leftOut, sha256 } = read;
  const { answered: train, unanswered } = answeredRows(read.train, answers);
  const subset = subsetOf(task, limit, unanswered.length === 0 ? null : train.length);
  hooks.log(
    `${task.name}: ${train.length} training and ${dev.inputs.length} dev inputs` +
      (leftOut > 0 ? `, ${leftOut} rows left out that teach nothing` : "") +
      withoutAnswer(unanswered) +
      (subset === null ? "" : `; trained on ${subset}`),
  );
  return {
    dev,
    train,
    heldOut: [],
    targets: (positions) => task.targets(positions.map((i) => train[i])),
    subset,
    overlap: null,
    unanswered,
    sha256,
    judge: (weights, config) => dev.score(predictLogits(weights, config, dev.inputs)),
  };
}

/** Says so of rows left out by the recipe, too, and for want of an answer: `answered` are left then. */
function subsetOf({ name, subset }: TrainingTask, limit: number | null, answered: number | null): string | null {
  const of = subset ?? `the rows of ${name}'s training split`;
  const first = limit === null ? subset : `the first ${limit.toLocaleString("en")} of ${of}`;
  return answered === null
    ? first
    : `${answered.toLocaleString("en")} of ${first ?? of}, those that its teacher answered`;
}
