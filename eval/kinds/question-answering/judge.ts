import type { QaPrediction } from "../../../r2-assets/format/prediction.ts";
import type { QaRow } from "../../../r2-assets/format/rows.ts";
import { answerScript } from "../../metrics/answer-script.ts";
import { squadScore } from "../../metrics/squad.ts";
import type { AnswerOf, Judging, NoAnswer } from "../kind.ts";

export function judgeQuestion(
  { id, answers }: QaRow,
  answer: AnswerOf["question-answering"] | NoAnswer,
  suite: Judging,
): QaPrediction {
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
}
