import type { RegressionPrediction } from "../../../r2-assets/format/prediction.ts";
import type { RegressionRow } from "../../../r2-assets/format/rows.ts";
import type { AnswerOf, NoAnswer } from "../kind.ts";

export function judgeScore(
  { id, label: gold }: RegressionRow,
  answer: AnswerOf["regression"] | NoAnswer,
): RegressionPrediction {
  const judged = { id, scores: null, gold, correct: null };
  return "error" in answer
    ? { ...judged, prediction: null, error: answer.error }
    : { ...judged, prediction: answer.score };
}
