import * as z from "zod";
import { QaPrediction } from "../../r2-assets/format/prediction.ts";
import { QaRow, RowId, WellFormedText } from "../../r2-assets/format/rows.ts";
import { answerScript } from "../metrics/answer-script.ts";
import { squadScore } from "../metrics/squad.ts";
import { firstIssue } from "./first-issue.ts";
import type { Kind } from "./kind.ts";
import { QaTally } from "./qa-tally.ts";

/**
 * Answers count as they are given: a high `no_answer_probability` does not empty one, it serves the tuned figures alone. Only
 * its order counts for those, so any finite number will do: BERT's and Hugging Face's scripts write differences of scores
 * (`null_odds.json`), which the official script's `--na-prob-file` takes as they are.
 */
const Submitted = z.object({
  id: RowId,
  answer: WellFormedText,
  no_answer_probability: z.number().optional(),
});

export const questionAnsweringKind: Kind<"question-answering"> = {
  kind: "question-answering",
  row: QaRow,
  prediction: QaPrediction,
  submission: Submitted,
  metrics: ["f1", "exact_match"],

  submitted(item) {
    const parsed = Submitted.safeParse(item);
    if (!parsed.success) return firstIssue(parsed.error);
    const { answer, no_answer_probability } = parsed.data;
    return { answer, ...(no_answer_probability !== undefined && { no_answer_probability }) };
  },

  judge({ id, answers }, answer, suite) {
    const gold = answers.map(({ text }) => text);
    if ("error" in answer)
      return { id, prediction: null, scores: null, gold, correct: false, f1: 0, error: answer.error };
    const { exact, f1 } = squadScore(answer.answer, gold, answerScript(suite));
    const { no_answer_probability } = answer;
    return {
      id,
      prediction: answer.answer,
      scores: null,
      gold,
      correct: exact,
      f1,
      ...(no_answer_probability !== undefined && { no_answer_probability }),
    };
  },

  tally: () => new QaTally(),
};
