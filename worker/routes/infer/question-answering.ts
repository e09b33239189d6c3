import { z } from "@hono/zod-openapi";
import { bestAnswers, MAX_ANSWER_LENGTH, windowsFor } from "../../../eval/answers/answer-question.ts";
import { checkTokenCount, listInputs, QuestionInputs } from "../../http/inputs.ts";
import { inTurns } from "../../pipelines/in-turns.ts";
import { runGroups } from "../../pipelines/run-encodings.ts";
import { MinScore } from "./min-score.ts";
import { inUnit, OffsetUnit } from "./offset-unit.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";
import { Options } from "./task-request.ts";

const pieces = (description: string) =>
  z
    .int()
    .positive()
    .openapi({ description: `${description}, in pieces` });

const request = z.strictObject({
  inputs: QuestionInputs,
  parameters: z
    .strictObject({
      top_k: z.int().positive().max(100).default(1),
      doc_stride: pieces("What windows over a long context share; at most half of a window").default(128),
      max_answer_len: pieces("Longest answer").default(MAX_ANSWER_LENGTH),
      max_question_len: pieces("What of the question is kept").default(64),
      max_seq_len: z
        .int()
        .min(16)
        .optional()
        .openapi({ description: "Tokens a window; the model's max_length unless less" }),
      handle_impossible_answer: z
        .boolean()
        .default(false)
        .openapi({ description: "Whether the empty answer, that there is none, takes part" }),
      align_to_words: z.boolean().default(true).openapi({ description: "Whether answers are made of whole words" }),
      min_score: MinScore.openapi({
        description: "A question whose best answer's score is less is answered by null. All are answered unless given",
      }),
      offset_unit: OffsetUnit.optional(),
    })
    .prefault({}),
  options: Options,
});

const Answer = z
  .strictObject({ answer: z.string(), score: z.number(), start: z.int(), end: z.int() })
  .openapi("Answer", { example: { answer: "London", score: 0.97, start: 22, end: 28 } });

const OneOrSeveral = z.union([Answer, z.array(Answer), z.null()]);

const response = z.union([OneOrSeveral, z.array(OneOrSeveral)]).openapi({
  description:
    "An answer, or with top_k over 1 an array of them, best first; null, with `min_score` alone, where the best is below it; nested for an array of inputs",
});

export const questionAnswering = {
  request,
  response,
  refuses: {
    calibrated: "answers have no temperature, which is of models that classify texts",
    window: "a long context is always read by windows, which share doc_stride pieces",
    stride: "a long context is always read by windows, which share doc_stride pieces",
  },
  async answer(model, { inputs, parameters }, call) {
    const unit = parameters.offset_unit ?? call.offsetUnit ?? "utf16";
    const questions = listInputs(inputs, ({ question, context }) => [question, context]);
    let tokens = 0;
    const units = ({ question, context }: { question: string; context: string }) => question.length + context.length;
    const encoded = await inTurns(questions, units, (question) => {
      const windows = windowsFor(model.tokenizer, question, {
        docStride: parameters.doc_stride,
        maxQuestionLength: parameters.max_question_len,
        ...(parameters.max_seq_len !== undefined && { maxSequenceLength: parameters.max_seq_len }),
      });
      tokens += windows.windows.reduce((sum, { ids }) => sum + ids.length, 0);
      checkTokenCount(tokens); // each time: a body of long contexts is many windows
      return windows;
    });
    const logits = await runGroups(
      model,
      encoded.map(({ windows }) => windows),
      call,
    );
    const answers = questions.map(({ context }, i) => {
      const best = bestAnswers(context, encoded[i]!, logits[i]!, {
        topK: parameters.top_k,
        maxAnswerLength: parameters.max_answer_len,
        handleImpossibleAnswer: parameters.handle_impossible_answer,
        alignToWords: parameters.align_to_words,
      });
      if (best[0]!.score < (parameters.min_score ?? 0)) return null;
      const placed = inUnit(context, best, unit);
      return parameters.top_k === 1 ? placed[0]! : placed;
    });
    return {
      body: Array.isArray(inputs) ? answers : answers[0]!,
      truncated: encoded.filter(({ truncated }) => truncated).length,
    };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;
