import { z } from "@hono/zod-openapi";
import { checkTokens, listTexts, TextInputs, toTextInput } from "../../http/inputs.ts";
import { rank } from "../../pipelines/classify.ts";
import { tokenizeInTurns } from "../../pipelines/in-turns.ts";
import { runEncodings } from "../../pipelines/run-encodings.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";
import { Options } from "./task-request.ts";
import { FunctionToApply } from "./text-classification.ts";

const request = z.strictObject({
  inputs: TextInputs,
  // Hugging Face's clients ask regressions by what they call text classification.
  parameters: z
    .strictObject({
      function_to_apply: FunctionToApply.optional().openapi({ description: "none unless given, as in transformers" }),
      top_k: z.int().positive().optional().openapi({ description: "There is one score whatever it says" }),
    })
    .optional(),
  options: Options,
});

const response = z.array(z.array(z.strictObject({ label: z.literal("score"), score: z.number() }))).openapi({
  description: "One array of one number an input, in the task's own unit unless a function is applied",
  example: [[{ label: "score", score: 3.8 }]],
});

export const textRegression = {
  request,
  response,
  async answer(model, { inputs, parameters = {} }, call) {
    const { encodings, truncated } = await tokenizeInTurns(model, listTexts(inputs).map(toTextInput));
    checkTokens(encodings);
    const logits = await runEncodings(model, encodings, call);
    const fn = parameters.function_to_apply ?? "none";
    const body = logits.map((row) =>
      rank(["score"], row, { fn }).map(({ score }) => ({ label: "score" as const, score })),
    );
    return { body, truncated };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;
