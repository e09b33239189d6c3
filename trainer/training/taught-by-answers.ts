import type { Training } from "../../r2-assets/format/card.ts";
import type { Experiment } from "./experiment.ts";
import { answersFor } from "./open-answers.ts";
import type { TrainedStage } from "./run-stages.ts";

/**
 * Whose answers taught, for card and record; nothing where there were none. A row that several stages learnt from, or left out, counts
 * once.
 */
export function taughtByAnswers(
  experiment: Experiment,
  trained: readonly TrainedStage[],
): Pick<Training, "teacher_logits"> {
  const { answers } = experiment;
  if (answers === null) return {};
  const used = answers.sources.map(() => new Set<string>());
  const leftOut = new Set<string>();
  for (const [i, { run }] of trained.entries()) {
    if (answersFor(experiment, experiment.stages[i]) === null) continue;
    for (const { id } of [...run.data.train, ...run.data.heldOut]) used[answers.sourceOf(id)].add(id);
    for (const id of run.data.unanswered) leftOut.add(id);
  }
  const sources = answers.sources.map((source, i) => ({ ...source, rows: used[i].size }));
  return { teacher_logits: { sources, left_out: leftOut.size } };
}
