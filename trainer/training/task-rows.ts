import { predictLogits } from "../models/predict.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import type { Tokenizers, TrainingTask } from "../tasks/task.ts";
import type { DataHooks, TrainingData } from "./training-data.ts";
import type { Workplace } from "./workplace.ts";

/** A task's labelled rows, judged by its dev split. */
export async function openTask(
  task: TrainingTask,
  { limit, limit_each }: Pick<TrainSettings, "limit" | "limit_each">,
  tokenizers: Tokenizers,
  where: Workplace,
  hooks: DataHooks,
): Promise<TrainingData> {
  const each = limit_each ?? null;
  const { train, dev, leftOut, sha256 } = await task.load(where.data, tokenizers, {
    train: limit,
    each,
    dev: where.devRows ?? null,
  });
  const subset = subsetOf(task, { limit, each });
  hooks.log(
    `${task.name}: ${train.length} training and ${dev.inputs.length} dev inputs` +
      (leftOut > 0 ? `, ${leftOut} rows left out that teach nothing` : "") +
      (subset === null ? "" : `; trained on ${subset}`),
  );
  return {
    dev,
    train,
    heldOut: [],
    targets: (positions) => task.targets(positions.map((i) => train[i])),
    subset,
    overlap: null,
    sha256,
    judge: (weights, config) => dev.score(predictLogits(weights, config, dev.inputs)),
  };
}

/** Says so of rows left out by the recipe, too. */
function subsetOf(
  { name, subset, suites: { length } }: Pick<TrainingTask, "name" | "subset" | "suites">,
  { limit, each }: { limit: number | null; each: number | null },
): string | null {
  const all = subset ?? `the rows of ${name}'s training split${length > 1 ? "s" : ""}`;
  const ofEach = each === null ? null : `the first ${each.toLocaleString("en")} of each of ${length} training files`;
  if (limit === null) return ofEach ?? subset;
  return `the first ${limit.toLocaleString("en")} of ${ofEach ?? all}${length > 1 ? ", in turn" : ""}`;
}
