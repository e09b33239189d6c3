/** What the low-resource curve is made of: so many labels, learnt from in so many ways. */

/** Labelled rows of SST-2's training split. */
export const ROWS = 67_349;

/** So many of them, the first ones; null is all. */
export const LABELS = [100, 500, 1000, null] as const;
export type Labels = (typeof LABELS)[number];

/** By the name that results give them. `teacher` is the model that the others but the first learn from. */
export const STRATEGIES = {
  supervised: "sst2/xtremedistil-d0",
  teacher: "sst2/teacher-run-1",
  hard: "sst2/xtremedistil-hard",
  soft: "sst2/xtremedistil-soft",
  full: "sst2/xtremedistil-d4-1",
} as const;
export type Strategy = keyof typeof STRATEGIES;

/** Sentences without labels for every student: what a new teacher answers in some minutes. */
export const TEXTS = 20_000;

/** Steps that few labels are read for at least; at 100 rows an epoch has four of 32. */
const LEAST_STEPS = 300;
const BATCH = 32;

/** The recipe's settings for a cell, as `--set` takes them. */
export function settingsOf(strategy: Strategy, labels: Labels): string[] {
  if (labels === null) return strategy === "teacher" ? [] : [`train.transfer_limit=${TEXTS}`];
  const epochs = Math.ceil((LEAST_STEPS * BATCH) / labels);
  const few = [`train.limit=${labels}`, `train.epochs=${epochs}`, `train.batch_size=${BATCH}`, "train.judged=1"];
  switch (strategy) {
    case "teacher":
      return few;
    case "supervised":
      return [...few, `teacher=${STRATEGIES.teacher}`];
    case "full": {
      // Two stages on unlabelled texts, which are many, then one on the labels.
      const stages = ["stages.0.train.epochs=3", "stages.1.train.epochs=3", "stages.0.train.batch_size=128"];
      const more = ["stages.1.train.batch_size=128"];
      return [...few, ...stages, ...more, `train.transfer_limit=${TEXTS}`, `teacher=${STRATEGIES.teacher}`];
    }
    default:
      return [`train.limit=${labels}`, `train.transfer_limit=${TEXTS}`, `teacher=${STRATEGIES.teacher}`];
  }
}
