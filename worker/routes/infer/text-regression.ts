import { z } from "@hono/zod-openapi";
import { listTexts, TextInputs } from "../../http/inputs.ts";
import { rank } from "../../pipelines/classify.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";
import { Options } from "./task-request.ts";
import { FunctionToApply } from "./text-classification.ts";
import { Stride, textLogits } from "./text-logits.ts";

const request = z.strictObject({
  inputs: TextInputs,
  // Hugging Face's clients ask regressions by what they call text classification.
  parameters: z
    .strictObject({
      function_to_apply: FunctionToApply.optional().openapi({ description: "none unless given, as in transformers" }),
      top_k: z.int().positive().optional().openapi({ description: "There is one score whatever it says" }),
      window: z.literal("mean").optional().openapi({
        description:
          "A text longer than the model's max_length is read by windows of so many tokens, and its score is the mean of theirs. Such a text is not cut. Not for pairs. Unless given a text is cut",
      }),
      stride: Stride,
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
  refuses: {
    min_score: "a regression's score is no probability, so that none is too low for an answer",
    calibrated: "a temperature is of probabilities, and a regression's score is none",
  },
  async answer(model, { inputs, parameters = {} }, call) {
    const { function_to_apply: fn = "none", window, stride } = parameters;
    const { logits, truncated } = await textLogits(model, listTexts(inputs), { window, stride }, call);
    const body = logits.map((row) =>
      rank(["score"], row, { fn }).map(({ score }) => ({ label: "score" as const, score })),
    );
    return { body, truncated };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;
