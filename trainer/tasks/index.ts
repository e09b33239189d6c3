/** The tasks that recipes may name. Another one is another line here, and a suite in `eval/suites/` where there is none yet. */
import { SUITES, type SuiteDescription } from "../../eval/suites/index.ts";
import { classification } from "./classification.ts";
import { classificationWithSlots } from "./classification-with-slots.ts";
import { questionAnswering } from "./question-answering.ts";
import { regression } from "./regression.ts";
import { tagging } from "./tagging.ts";
import type { TrainingTask } from "./task.ts";
import { type Split, type TaskSource, trainingTask } from "./training-task.ts";

const known = (id: string): SuiteDescription => SUITES[id]!;

/** A task of GLUE with its official training split. */
const glue = (name: string): TaskSource => ({
  name,
  splits: [{ suite: known(`glue/${name}`), train: `glue/${name}/train.jsonl.gz` }],
});

/** Intents with slots. */
const intents = (name: string): TaskSource => ({
  name,
  splits: [{ suite: known(`${name}/valid`), train: `intent/${name}/train.jsonl.gz` }],
});

/** WikiANN in all its languages, English first. */
const [english, ...others] = Object.values(SUITES)
  .filter(({ id }) => id.startsWith("wikiann/"))
  .map((suite): Split => ({ suite, train: suite.file.replace("/dev.", "/train.") }));

export const TASKS: readonly TrainingTask[] = [
  trainingTask(classification, glue("sst2")),
  trainingTask(classification, glue("cola")),
  trainingTask(classification, glue("mrpc")),
  trainingTask(classification, glue("rte")),
  trainingTask(regression, glue("stsb")),
  trainingTask(classification, glue("wnli")),
  trainingTask(classification, {
    name: "mnli",
    splits: [{ suite: known("glue/mnli-matched"), train: "glue/mnli/train-subset.jsonl.gz" }],
    subset: "a subset of 10,000 of the 392,702 rows of MNLI's train split",
  }),
  trainingTask(classification, {
    name: "qnli",
    splits: [{ suite: known("glue/qnli"), train: "glue/qnli/train-constructed.jsonl.gz" }],
    subset: "16,107 pairs constructed from a SQuAD subset, not GLUE's 104,743 pairs",
  }),
  trainingTask(classification, {
    name: "qqp",
    splits: [{ suite: known("glue/qqp-balanced"), train: "glue/qqp/train-subset.jsonl.gz" }],
    subset: "a subset of 10,000 rows of the class-balanced partition of 2017, not GLUE's train split",
  }),
  trainingTask(questionAnswering, {
    name: "squad",
    splits: [{ suite: known("squad/v1.1"), train: "qa/squad-train-v1.1-subset.json.gz" }],
    subset: "8,200 of the 87,599 questions of SQuAD v1.1's train split",
  }),
  trainingTask(tagging, {
    name: "wnut17",
    splits: [{ suite: known("wnut17/dev"), train: "ner/wnut17/train.conll.gz" }],
  }),
  // Its suite is the test split, and nothing is chosen on that.
  trainingTask(classification, {
    name: "imdb",
    splits: [{ suite: known("imdb/test"), train: "sentiment/imdb/train.jsonl.gz" }],
    heldOut: 2_500,
    subset: "22,500 of the 25,000 rows of IMDb's train split; dev is the others",
  }),
  // One model for all languages. 250 rows of each language's dev, 10,850 of 293,600, have a mean F1 with a standard error of 0.003
  // or so: enough to choose by.
  trainingTask(tagging, { name: "wikiann", splits: [english!, ...others], devRows: 250 }),
  trainingTask(classificationWithSlots(SUITES["snips/valid"].slots!), intents("snips")),
  trainingTask(classificationWithSlots(SUITES["atis/valid"].slots!), intents("atis")),
];

/** A task of the house. Throws with one sentence for one that is not known; those of people's own rows, too: `find-task.ts`. */
export function taskNamed(name: string): TrainingTask {
  const task = TASKS.find((task) => task.name === name);
  if (task === undefined) throw new Error(`no task named ${name}; known: ${TASKS.map((task) => task.name).join(", ")}`);
  return task;
}
