/** One thing that happened, folded into an experiment's progress. */
import {
  countAgreement,
  countAnswer,
  countJudged,
  countLatency,
  countUnit,
  type Design,
  judgePair,
  judgeUnit,
  type Progress,
} from "../../eval/experiments/index.ts";
import type { AnswerEvent, FeedbackEvent } from "../storage/experiment-events.ts";
import type { ExperimentDesign } from "../storage/experiment-store.ts";

export const designOf = ({ mode, margin, variants }: ExperimentDesign): Design => ({
  mode,
  margin,
  variants: variants.length,
});

export function applyAnswer({ mode }: ExperimentDesign, progress: Progress, answer: AnswerEvent): void {
  const { variant, first, weights, others } = answer;
  if (first) countUnit(progress, { variant, weights });
  countAnswer(progress, variant);
  if (mode === "split") return;
  for (const [i, other] of (others ?? []).entries()) {
    if (other === null) continue;
    countAnswer(progress, i + 1);
    if (first && other.agrees !== null) countAgreement(progress, i + 1, other.agrees);
  }
}

export function applyFeedback(experiment: ExperimentDesign, progress: Progress, feedback: FeedbackEvent): void {
  const { variant, weights, correct, counts, latencyMs } = feedback;
  if (latencyMs !== null) countLatency(progress, variant, latencyMs);
  const design = designOf(experiment);
  if (experiment.mode === "split") {
    countJudged(progress, variant);
    if (counts) judgeUnit(design, progress, { variant, weights, correct });
    return;
  }
  const outcomes = outcomesOf(experiment, feedback);
  for (const [i, outcome] of outcomes.entries()) if (outcome !== null) countJudged(progress, i);
  if (counts) judgePair(design, progress, outcomes);
}

/**
 * Of shadow mode, by variant: whether it was right; null where it gave no answer, or feedback does not tell. By label it does. Whoever says only
 * whether the control was right tells of two labels which one is right; of more, or where there are none, nothing of the others: where they
 * agree with the control it would, but those pairs alone would make every candidate equal to it.
 */
function outcomesOf({ labels, task, variants }: ExperimentDesign, feedback: FeedbackEvent): (boolean | null)[] {
  const { correct, gold, others, label } = feedback;
  const telling = gold !== null || (task === "text-classification" && labels?.length === 2);
  return variants.map((_, i) => {
    if (i === 0) return correct;
    const other = others?.[i - 1];
    if (!other || !telling) return null;
    return gold === null ? correct === (other.label === label) : other.label === gold;
  });
}
