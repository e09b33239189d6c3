import { tf } from "../backend/tf.ts";
import { withoutAnswer } from "../data/answers/answered-rows.ts";
import { loadTransfer } from "../data/transfer/load-transfer.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import type { TrainingTask } from "../tasks/task.ts";
import { heldOutLoss } from "./held-out-loss.ts";
import type { DataHooks, DataSource, TrainingData } from "./training-data.ts";
import type { Workplace } from "./workplace.ts";

/** Unlabelled texts of a task's shape, judged by the objective on those that are held out. */
export async function openTransfer(
  { task, transfer, answers, tokenizers }: DataSource & { task: TrainingTask },
  { limit }: Pick<TrainSettings, "limit">,
  where: Workplace,
  { log }: DataHooks,
): Promise<TrainingData> {
  const { train, dev, read, leftOut, unanswered, sources, sha256 } = await loadTransfer(where.data, transfer, {
    asks: task,
    limit,
    devLimit: where.devRows ?? null,
    answers,
    log,
    judgedBy: task.judgedBy,
    inputOf: (text) => task.inputOf(text, tokenizers),
  });
  log(
    `transfer: ${train.length} texts and ${dev.length} held out; of ${read} read ${leftOut} are left out${withoutAnswer(unanswered)}`,
  );
  return {
    dev: null,
    halves: null,
    train,
    heldOut: dev,
    targets: () => tf.zeros([0]),
    subset: null,
    overlap: { read, left_out: leftOut },
    sources,
    unanswered,
    sha256,
    judge: heldOutLoss({ train, dev }),
  };
}
