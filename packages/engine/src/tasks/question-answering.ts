import { bestAnswers, windowsFor } from "../../../../eval/answers/answer-question.ts";
import type { TaskAnswer, TaskOptions } from "../index.ts";
import { checkedOptions, truth, wholeNumber } from "../options.ts";
import { questions as checkedQuestions } from "./inputs.ts";
import type { AskTask } from "./task.ts";

export const askQuestions: AskTask<TaskAnswer["question-answering"]> = ({ tokenizer }, inputs, options) => {
  const given = checkedOptions<TaskOptions["question-answering"]>(options, {
    top_k: wholeNumber(1, 100),
    doc_stride: wholeNumber(1),
    max_answer_len: wholeNumber(1),
    max_question_len: wholeNumber(1),
    max_seq_len: wholeNumber(16),
    handle_impossible_answer: truth,
    align_to_words: truth,
  });
  const { top_k: topK = 1 } = given;
  const questions = checkedQuestions(inputs);
  const encoded = questions.map((question) =>
    windowsFor(tokenizer, question, {
      docStride: given.doc_stride,
      maxQuestionLength: given.max_question_len,
      maxSequenceLength: given.max_seq_len,
    }),
  );
  return {
    groups: encoded.map(({ windows }) => windows),
    answer: (logits) => {
      const answers = questions.map(({ context }, i) => {
        const best = bestAnswers(context, encoded[i]!, logits[i]!, {
          topK,
          maxAnswerLength: given.max_answer_len,
          handleImpossibleAnswer: given.handle_impossible_answer,
          alignToWords: given.align_to_words,
        });
        return topK === 1 ? best[0]! : best;
      });
      return Array.isArray(inputs) ? answers : answers[0]!;
    },
  };
};
