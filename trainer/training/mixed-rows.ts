import { createHash } from "node:crypto";
import { entryName } from "../data/transfer/entry.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import type { Example, TrainingTask } from "../tasks/task.ts";
import { openTask } from "./task-rows.ts";
import type { DataHooks, DataSource, TrainingData } from "./training-data.ts";
import { openTransfer } from "./transfer-texts.ts";
import type { Workplace } from "./workplace.ts";

/**
 * A task's labelled rows and unlabelled texts, mixed in every batch and judged by the task's dev split: what is learnt from labels is
 * learnt from the former alone. `limit` is the labelled rows'; `transferLimit` the texts'.
 */
export async function openMixed(
  source: DataSource & { task: TrainingTask },
  { limit, limit_each, transfer_limit: transferLimit }: Pick<TrainSettings, "limit" | "limit_each" | "transfer_limit">,
  where: Workplace,
  hooks: DataHooks,
): Promise<TrainingData> {
  const { task, transfer } = source;
  const rows = await openTask(source, { limit, limit_each }, where, hooks);
  const texts = await openTransfer(source, { limit: transferLimit ?? null }, where, hooks);
  const labelled = rows.train as readonly Example[];
  const unlabelled = texts.train.map((text): Example => ({ ...text, target: task.noTarget! })); // `checkRecipe` saw to it
  const train = [...labelled, ...unlabelled];
  if (new Set(train.map(({ id }) => id)).size < train.length)
    throw new Error(`a text of ${transfer.map(entryName).join(", ")} has the id of a row of ${task.name}`);
  return {
    ...rows,
    train,
    targets: (positions) => task.targets(positions.map((i) => train[i]!)),
    overlap: texts.overlap,
    ...(texts.sources && { sources: texts.sources }),
    unanswered: [...rows.unanswered, ...texts.unanswered],
    sha256: createHash("sha256")
      .update(rows.sha256 + texts.sha256)
      .digest("hex"),
  };
}
