/** The tasks that recipes may name. Another one is another line here, and a suite in `eval/suites/` where there is none yet. */
import { classification } from "./classification.ts";
import { questionAnswering } from "./question-answering.ts";
import { regression } from "./regression.ts";
import type { TrainingTask } from "./task.ts";
import { trainingTask } from "./training-task.ts";

/** A task of GLUE with its official training split. */
const glue = (name: string) => ({ name, suite: `glue/${name}`, train: `glue/${name}/train.jsonl.gz` });

export const TASKS: readonly TrainingTask[] = [
  trainingTask(classification, glue("sst2")),
  trainingTask(classification, glue("cola")),
  trainingTask(classification, glue("mrpc")),
  trainingTask(classification, glue("rte")),
  trainingTask(regression, glue("stsb")),
  trainingTask(classification, glue("wnli")),
  trainingTask(classification, {
    name: "mnli",
    suite: "glue/mnli-matched",
    train: "glue/mnli/train-subset.jsonl.gz",
    subset: "a subset of 10,000 of the 392,702 rows of MNLI's train split",
  }),
  trainingTask(classification, {
    name: "qnli",
    suite: "glue/qnli",
    train: "glue/qnli/train-constructed.jsonl.gz",
    subset: "16,107 pairs constructed from a SQuAD subset, not GLUE's 104,743 pairs",
  }),
  trainingTask(classification, {
    name: "qqp",
    suite: "glue/qqp-balanced",
    train: "glue/qqp/train-subset.jsonl.gz",
    subset: "a subset of 10,000 rows of the class-balanced partition of 2017, not GLUE's train split",
  }),
  trainingTask(questionAnswering, {
    name: "squad",
    suite: "squad/v1.1",
    train: "qa/squad-train-v1.1-subset.json.gz",
    subset: "8,200 of the 87,599 questions of SQuAD v1.1's train split",
  }),
];

/** Throws with one sentence for a task that is not known. */
export function taskNamed(name: string): TrainingTask {
  const task = TASKS.find((task) => task.name === name);
  if (task === undefined) throw new Error(`no task named ${name}; known: ${TASKS.map((task) => task.name).join(", ")}`);
  return task;
}
