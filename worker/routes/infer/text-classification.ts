import { z } from "@hono/zod-openapi";
import { checkTokens, listTexts, TextInputs, toTextInput } from "../../http/inputs.ts";
import { rank, usualFunction } from "../../pipelines/classify.ts";
import { tokenizeInTurns } from "../../pipelines/in-turns.ts";
import { runEncodings } from "../../pipelines/run-encodings.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";
import { Options } from "./task-request.ts";

/** What makes scores of logits. */
export const FunctionToApply = z.enum(["softmax", "sigmoid", "none"]);

const request = z.strictObject({
  inputs: TextInputs,
  parameters: z
    .strictObject({
      function_to_apply: FunctionToApply.optional().openapi({
        description: "softmax, or sigmoid for a model of a single label, unless given",
      }),
      top_k: z.int().positive().optional().openapi({ description: "All labels unless given" }),
    })
    .optional(),
  options: Options,
});

export const LabelScores = z.array(z.array(z.strictObject({ label: z.string(), score: z.number() })));

const response = LabelScores.openapi({
  description: "One array an input, best label first",
  example: [
    [
      { label: "positive", score: 0.98 },
      { label: "negative", score: 0.02 },
    ],
  ],
});

export const textClassification = {
  request,
  response,
  async answer(model, { inputs, parameters = {} }, call) {
    const { encodings, truncated } = await tokenizeInTurns(model, listTexts(inputs).map(toTextInput));
    checkTokens(encodings);
    const { labels } = model.card;
    const fn = parameters.function_to_apply ?? usualFunction(model.card);
    const logits = await runEncodings(model, encodings, call);
    return { body: logits.map((row) => rank(labels, row, { fn, topK: parameters.top_k })), truncated };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;
