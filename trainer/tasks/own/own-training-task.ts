import type { RowKind } from "../../../r2-assets/format/rows.ts";
import { kindOf } from "../../../r2-assets/format/suite.ts";
import { classification } from "../classification.ts";
import type { Learning } from "../learning.ts";
import { multiLabel } from "../multi-label.ts";
import { questionAnswering } from "../question-answering.ts";
import { regression } from "../regression.ts";
import { tagging } from "../tagging.ts";
import type { TrainingTask } from "../task.ts";
import { trainingTask } from "../training-task.ts";
import { ownSuite } from "./own-suite.ts";
import { type OwnTask, ownRowsFile } from "./own-task.ts";

type OwnKind = Exclude<RowKind, "behavioural">;

const LEARNINGS: { readonly [K in OwnKind]: Learning<K> } = {
  classification,
  "multi-label": multiLabel,
  regression,
  tagging,
  "question-answering": questionAnswering,
};

/** A task of somebody's own rows as any other: the same rows, losses and dev. */
export function ownTrainingTask(own: OwnTask): TrainingTask {
  const suite = ownSuite(own);
  return trainingTask<RowKind>(LEARNINGS[kindOf(own) as OwnKind] as Learning<RowKind>, {
    name: own.id,
    splits: [{ suite, train: ownRowsFile(own.id, "train") }],
    judgedBy: [suite, ...(own.sources.test ? [ownSuite(own, "test")] : [])],
  });
}
