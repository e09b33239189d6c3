import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { RowId, WellFormedText } from "../../../r2-assets/format/rows.ts";
import type { AnswerOf } from "../kind.ts";

/**
 * Answers count as they are given: a high `no_answer_probability` does not empty one, it serves the tuned figures alone. Only
 * its order counts for those, so any finite number will do: BERT's and Hugging Face's scripts write differences of scores
 * (`null_odds.json`), which the official script's `--na-prob-file` takes as they are.
 */
export const QuestionItem = z.object({
  id: RowId,
  answer: WellFormedText,
  no_answer_probability: z.number().optional(),
});

export function submittedAnswer(item: unknown): AnswerOf["question-answering"] | string {
  const parsed = QuestionItem.safeParse(item);
  if (!parsed.success) return firstIssue(parsed.error);
  const { answer, no_answer_probability } = parsed.data;
  return { answer, ...(no_answer_probability !== undefined && { no_answer_probability }) };
}
