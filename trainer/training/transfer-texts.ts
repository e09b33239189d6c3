import { tf } from "../backend/tf.ts";
import { withoutAnswer } from "../data/answers/answered-rows.ts";
import { judgesOf, suitesOf } from "../data/text/evaluation-files.ts";
import { loadTransfer, type TransferText } from "../data/transfer/load-transfer.ts";
import { textDigest } from "../data/transfer/text-digest.ts";
import type { TrainSettings } from "../recipes/recipe.ts";
import type { Example, TrainingInput, TrainingTask } from "../tasks/task.ts";
import { heldOutLoss } from "./held-out-loss.ts";
import type { DataHooks, DataSource, TrainingData } from "./training-data.ts";
import type { Workplace } from "./workplace.ts";

type Text = TrainingInput & Partial<Pick<Example, "target">>;

/** Unlabelled texts of a task's shape, or labelled by the rules that made them, judged by the objective on those that are held out. */
export async function openTransfer(
  { task, transfer, answers, tokenizers }: DataSource & { task: TrainingTask },
  { limit }: Pick<TrainSettings, "limit">,
  where: Workplace,
  { log, ...hooks }: DataHooks,
): Promise<TrainingData> {
  const { train, dev, read, leftOut, unanswered, sources, sha256 } = await loadTransfer<Text>(where.data, transfer, {
    asks: task,
    limit,
    devLimit: where.devRows ?? null,
    answers,
    log,
    judges: judgesOf(task, transfer),
    inputsOf(text) {
      const [target, textSha256] = [targetOf(text, task), textDigest(text)];
      return task.inputsOf(text, tokenizers).map((input) => ({ ...input, target, textSha256 }));
    },
  });
  const labelled = [...train, ...dev].every(({ target }) => target !== undefined);
  const targetsOf = (texts: readonly Text[]) => (labelled ? task.targets(texts as readonly Example[]) : tf.zeros([0]));
  log(
    `transfer: ${train.length} texts and ${dev.length} held out; of ${read} read ${leftOut} are left out${withoutAnswer(unanswered)}`,
  );
  return {
    dev: null,
    halves: null,
    train,
    heldOut: dev,
    targets: (positions) => targetsOf(positions.map((i) => train[i]!)),
    subset: null,
    transferSuites: suitesOf(transfer),
    overlap: { read, left_out: leftOut },
    sources,
    unanswered,
    sha256,
    judge: heldOutLoss({ train, dev }, hooks, targetsOf),
  };
}

/** What the rule that made a text says it is, as the task counts its labels; undefined where it says nothing, or something else. */
function targetOf({ label }: TransferText, { labels }: TrainingTask): number | undefined {
  const index = label === undefined ? -1 : labels.indexOf(label);
  return index < 0 ? undefined : index;
}
