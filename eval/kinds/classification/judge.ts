import type { ClassificationPrediction } from "../../../r2-assets/format/prediction.ts";
import type { ClassificationRow } from "../../../r2-assets/format/rows.ts";
import type { AnswerOf, NoAnswer } from "../kind.ts";

export function judgeLabel(
  { id, label: gold, slots, groups }: ClassificationRow,
  answer: AnswerOf["classification"] | NoAnswer,
): ClassificationPrediction {
  const failed = "error" in answer;
  const tags = failed ? null : (answer.tags ?? null);
  return {
    id,
    prediction: failed ? null : answer.label,
    scores: failed ? null : answer.scores,
    gold,
    correct: !failed && answer.label === gold,
    ...(slots && { slots: { prediction: tags, gold: slots } }),
    ...(groups && { groups }),
    ...(failed && { error: answer.error }),
  };
}
