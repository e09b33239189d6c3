import { judgeAnswer, windowsFor } from "../answer-question.ts";
import { type Answerer, refuseTexts } from "./answerer.ts";

/** A piece of the context, or that there is none, whatever the suite: what a model was trained to say of it, it says. */
export const questionAnswering: Answerer<"question-answering"> = {
  refuse({ question, context }) {
    if (question.trim() === "") return "the question is blank";
    return context.trim() === "" ? "the context is blank" : refuseTexts(question, context);
  },
  ask({ question, context }, tokenizer) {
    const encoded = windowsFor(tokenizer, { question, context });
    return {
      encodings: encoded.windows,
      answer(logits) {
        const { answer, noAnswerProbability } = judgeAnswer(context, encoded, logits);
        return { answer, no_answer_probability: noAnswerProbability };
      },
    };
  },
};
