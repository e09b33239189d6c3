import { z } from "@hono/zod-openapi";
import { listTexts, TextInputs } from "../../http/inputs.ts";
import { refuseParameter } from "../../http/refuse-parameter.ts";
import { calibrationMisfit, rankCalibrated } from "../../pipelines/calibrated.ts";
import { rank, type ScoreFunction, usualFunction } from "../../pipelines/classify.ts";
import { WINDOW_POOLINGS } from "../../pipelines/window-logits.ts";
import type { LoadedModel } from "../../runtime/loaded-model.ts";
import { answered, MinScore } from "./min-score.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";
import { Options } from "./task-request.ts";
import { Stride, textLogits, WINDOW } from "./text-logits.ts";

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
      calibrated: z.boolean().optional().openapi({
        description:
          "Whether logits are divided by the card's temperature before the softmax, so that scores are as sure as the model was right on the rows of `/v1/models/{id}/calibration`, which were read at once: scores of several windows are less sure already. No label changes its place",
      }),
      min_score: MinScore.openapi({
        description: "An input whose best label's score is less is answered by null. All are answered unless given",
      }),
      window: z.enum(WINDOW_POOLINGS).optional().openapi({ description: WINDOW }),
      stride: Stride,
    })
    .optional(),
  options: Options,
});

const Labels = z.array(z.strictObject({ label: z.string(), score: z.number() }));

export const LabelScores = z.array(Labels);

// A union, and not `nullable`: schemathesis 4.32 does not take a list of types there (its run ends before the first case).
const response = z.array(z.union([Labels, z.null()])).openapi({
  description:
    "One array an input, best label first; null, with `min_score` alone, for an input whose best is below it",
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
    const { top_k: topK, calibrated = false, min_score, window, stride } = parameters;
    const { labels, calibration } = model.card;
    const fn = parameters.function_to_apply ?? usualFunction(model.card);
    checkFunction(model, fn, { calibrated, min_score });
    const { logits, truncated } = await textLogits(model, listTexts(inputs), { window, stride }, call);
    const ranked = logits.map((row) =>
      calibrated ? rankCalibrated(labels, row, calibration!.temperature, topK) : rank(labels, row, { fn, topK }),
    );
    return { body: ranked.map((scores) => answered(scores, min_score)), truncated };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;

/** Throws the 422 problem of what this function's scores are not. */
function checkFunction(
  { card }: LoadedModel,
  fn: ScoreFunction,
  { calibrated, min_score }: { calibrated: boolean; min_score: number | undefined },
): void {
  const misfit = calibrated ? calibrationMisfit(card, fn) : undefined;
  if (misfit !== undefined) throw refuseParameter("calibrated", misfit);
  if (min_score !== undefined && fn === "none")
    throw refuseParameter("min_score", "it is held against probabilities, and function_to_apply asks for none");
}
