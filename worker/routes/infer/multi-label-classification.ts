import { z } from "@hono/zod-openapi";
import { listTexts, TextInputs } from "../../http/inputs.ts";
import { refuseParameter } from "../../http/refuse-parameter.ts";
import { rank, thresholdMisfit, thresholdsOf } from "../../pipelines/classify.ts";
import { WINDOW_POOLINGS } from "../../pipelines/window-logits.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";
import { Options } from "./task-request.ts";
import { FunctionToApply, LabelScores } from "./text-classification.ts";
import { Stride, textLogits, WINDOW } from "./text-logits.ts";

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
      window: z.enum(WINDOW_POOLINGS).optional().openapi({ description: WINDOW }),
      stride: Stride,
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
  refuses: {
    min_score: "of several labels a text each holds by itself or not: threshold leaves out those that do not",
    calibrated: "a temperature is of scores that are 1 together; each of several labels has a threshold of its own",
  },
  async answer(model, { inputs, parameters }, call) {
    const { function_to_apply: fn, top_k: topK, threshold, window, stride } = parameters;
    const misfit = thresholdMisfit(threshold, fn);
    if (misfit !== undefined) throw refuseParameter("threshold", misfit);
    const { labels } = model.card;
    const thresholds = threshold === undefined ? undefined : thresholdsOf(model.card, threshold);
    const { logits, truncated } = await textLogits(model, listTexts(inputs), { window, stride }, call);
    return { body: logits.map((row) => rank(labels, row, { fn, topK, thresholds })), truncated };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;
