import { answeredRows, withoutAnswer } from "../data/answers/answered-rows.ts";
import { predictLogits } from "../models/predict.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import type { TrainingTask } from "../tasks/task.ts";
import type { DataHooks, DataSource, TrainingData } from "./training-data.ts";
import type { Workplace } from "./workplace.ts";

/** A task's labelled rows, judged by its dev split. */
export async function openTask(
  { task, answers, tokenizers, choose }: DataSource & { task: TrainingTask },
  { limit, limit_each }: Pick<TrainSettings, "limit" | "limit_each">,
  where: Workplace,
  hooks: DataHooks,
): Promise<TrainingData> {
  const each = limit_each ?? null;
  const read = await task.load(where.data, tokenizers, {
    train: limit,
    each,
    dev: where.devRows ?? null,
  });
  const { dev, leftOut, sha256 } = read;
  const halves = choose === "half" ? await read.halves() : null;
  const choosing = halves?.chosen ?? dev;
  const { answered: train, unanswered } = answeredRows(read.train, answers);
  const all = read.train.length + leftOut; // of rows at least: some have several inputs
  const cut = limit === null || all < limit ? null : limit;
  const subset = subsetOf(task, { limit: cut, each, answered: unanswered.length === 0 ? null : train.length });
  hooks.log(
    `${task.name}: ${train.length} training and ${dev.inputs.length} dev inputs` +
      (leftOut > 0 ? `, ${leftOut} rows left out that teach nothing` : "") +
      withoutAnswer(unanswered) +
      (subset === null ? "" : `; trained on ${subset}`) +
      (halves === null ? "" : `; ${choosing.rows} of dev's ${dev.rows} rows choose`),
  );
  return {
    dev,
    halves,
    train,
    heldOut: [],
    targets: (positions) => task.targets(positions.map((i) => train[i])),
    subset,
    overlap: null,
    unanswered,
    sha256,
    judge: (weights, config) => choosing.score(predictLogits(weights, config, choosing.inputs)),
  };
}

/** Says so of rows left out by the recipe, too, and for want of an answer: `answered` are left then. */
function subsetOf(
  { name, subset, suites: { length } }: Pick<TrainingTask, "name" | "subset" | "suites">,
  { limit, each, answered }: { limit: number | null; each: number | null; answered: number | null },
): string | null {
  const all = subset ?? `the rows of ${name}'s training split${length > 1 ? "s" : ""}`;
  const ofEach = each === null ? null : `the first ${each.toLocaleString("en")} of each of ${length} training files`;
  const first =
    limit === null
      ? (ofEach ?? subset)
      : `the first ${limit.toLocaleString("en")} of ${ofEach ?? all}${length > 1 ? ", in turn" : ""}`;
  return answered === null
    ? first
    : `${answered.toLocaleString("en")} of ${first ?? all}, those that its teacher answered`;
}
