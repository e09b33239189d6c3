import { z } from "@hono/zod-openapi";
import { checkTokens, listTexts, TextInputs, toTextInput } from "../../http/inputs.ts";
import { tokenizeInTurns } from "../../pipelines/in-turns.ts";
import { runEncodings } from "../../pipelines/run-encodings.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";
import { Options } from "./task-request.ts";

const request = z.strictObject({ inputs: TextInputs, parameters: z.strictObject({}).optional(), options: Options });

const response = z.array(z.array(z.strictObject({ label: z.literal("score"), score: z.number() }))).openapi({
  description: "One array of one number an input, in the task's own unit",
  example: [[{ label: "score", score: 3.8 }]],
});

export const textRegression = {
  request,
  response,
  async answer(model, { inputs }, asker) {
    const { encodings, truncated } = await tokenizeInTurns(model, listTexts(inputs).map(toTextInput));
    checkTokens(encodings);
    const logits = await runEncodings(model, encodings, asker);
    return { body: logits.map(([score]) => [{ label: "score" as const, score: score! }]), truncated };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;
