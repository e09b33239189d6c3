import { judgeAnswer, windowsFor } from "../../answers/answer-question.ts";
import { type Answerer, refuseTexts } from "../../answers/answerer.ts";

/** A piece of the context; or that there is none, on suites where that can be right, as SQuAD's own scripts allow it. */
export const questionAnswerer: Answerer<"question-answering"> = {
  refuse({ question, context }) {
    if (question.trim() === "") return "the question is blank";
    return context.trim() === "" ? "the context is blank" : refuseTexts(question, context);
  },
  ask({ question, context }, tokenizer, _names, { unanswerable = 0 }) {
    const threshold = unanswerable > 0 ? 0 : Number.POSITIVE_INFINITY;
    const encoded = windowsFor(tokenizer, { question, context });
    return {
      encodings: encoded.windows,
      answer(logits) {
        const { answer, noAnswerProbability } = judgeAnswer(context, encoded, logits, { threshold });
        return { answer, no_answer_probability: noAnswerProbability };
      },
    };
  },
};
