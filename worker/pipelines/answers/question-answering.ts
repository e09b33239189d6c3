import { judgeAnswer, windowsFor } from "../answer-question.ts";
import { runGroups } from "../run-encodings.ts";
import { type Answerer, NOT_NUMBERS, refuseTexts } from "./answerer.ts";

/** A piece of the context, or that there is none, whatever the suite: what a model was trained to say of it, it says. */
export const questionAnswering: Answerer<"question-answering"> = {
  refuse({ question, context }) {
    if (question.trim() === "") return "the question is blank";
    return context.trim() === "" ? "the context is blank" : refuseTexts(question, context);
  },
  async answer(model, rows) {
    const encoded = rows.map((row) => windowsFor(model, row));
    const logits = await runGroups(
      model,
      encoded.map(({ windows }) => windows),
    );
    return rows.map(({ context }, i) => {
      const verdict = judgeAnswer(context, encoded[i]!, logits[i]!);
      if (verdict === null) return NOT_NUMBERS;
      return { answer: verdict.answer, no_answer_probability: verdict.noAnswerProbability };
    });
  },
};
