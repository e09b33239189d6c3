import type { TaggingPrediction } from "../../../r2-assets/format/prediction.ts";
import type { TaggingRow } from "../../../r2-assets/format/rows.ts";
import type { AnswerOf, NoAnswer } from "../kind.ts";
import { sameTags } from "../tags.ts";

export function judgeTags({ id, tags: gold }: TaggingRow, answer: AnswerOf["tagging"] | NoAnswer): TaggingPrediction {
  const judged = { id, scores: null, gold };
  return "error" in answer
    ? { ...judged, prediction: null, correct: false, error: answer.error }
    : { ...judged, prediction: answer.tags, correct: sameTags(answer.tags, gold) };
}
