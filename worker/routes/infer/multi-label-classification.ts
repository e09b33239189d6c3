import { z } from "@hono/zod-openapi";
import { checkTokens, listTexts, TextInputs, toTextInput } from "../../http/inputs.ts";
import { ProblemError } from "../../http/problem.ts";
import { rank, thresholdMisfit, thresholdsOf } from "../../pipelines/classify.ts";
import { tokenizeInTurns } from "../../pipelines/in-turns.ts";
import { runEncodings } from "../../pipelines/run-encodings.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";
import { Options } from "./task-request.ts";
import { FunctionToApply, LabelScores } from "./text-classification.ts";

const request = z.strictObject({
  inputs: TextInputs,
  parameters: z
    .strictObject({
      function_to_apply: FunctionToApply.default("sigmoid").openapi({ description: "sigmoid unless given" }),
      top_k: z.int().positive().optional().openapi({ description: "All labels unless given" }),
      threshold: z
        .union([z.literal("card"), z.number().min(0).max(1)], { error: 'expected "card" or a number from 0 to 1' })
        .optional()
        .openapi({
          description:
            "Only labels whose sigmoid is at least so much, so that an input may have none; `card`: by the label's own of the card's `thresholds`, 0.5 where there are none. All labels unless given",
        }),
    })
    .prefault({}),
  options: Options,
});

const response = LabelScores.openapi({
  description: "One array an input, best label first; each score is of its label alone",
  example: [
    [
      { label: "joy", score: 0.91 },
      { label: "surprise", score: 0.64 },
      { label: "anger", score: 0.02 },
    ],
  ],
});

export const multiLabelClassification = {
  request,
  response,
  async answer(model, { inputs, parameters }, call) {
    const { function_to_apply: fn, top_k: topK, threshold } = parameters;
    const message = thresholdMisfit(threshold, fn);
    if (message !== undefined)
      throw new ProblemError(422, "invalid-request", `parameters.threshold: ${message}`, [
        { path: "parameters.threshold", message },
      ]);
    const { encodings, truncated } = await tokenizeInTurns(model, listTexts(inputs).map(toTextInput));
    checkTokens(encodings);
    const { labels } = model.card;
    const thresholds = threshold === undefined ? undefined : thresholdsOf(model.card, threshold);
    const logits = await runEncodings(model, encodings, call);
    return { body: logits.map((row) => rank(labels, row, { fn, topK, thresholds })), truncated };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;
