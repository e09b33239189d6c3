import { z } from "@hono/zod-openapi";
import { widthsOf } from "../../../r2-assets/format/logits.ts";
import { checkNumbers, checkTokens, listTexts, TextInputs, toTextInput } from "../../http/inputs.ts";
import { ProblemError } from "../../http/problem.ts";
import { normalized, POOLINGS, pooled, rowsOf } from "../../pipelines/features.ts";
import { tokenizeInTurns } from "../../pipelines/in-turns.ts";
import { runEncodings } from "../../pipelines/run-encodings.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";
import { Options } from "./task-request.ts";

const Normalize = z.boolean().optional().openapi({ description: "Whether each vector is divided by its length" });

const request = z.strictObject({
  inputs: TextInputs,
  parameters: z
    .strictObject({
      pooling: z.enum(POOLINGS).default("none").openapi({
        description:
          "One vector a text of those of its tokens: their mean, or the first one; none, or a graph that pools by itself: as the graph gives them",
      }),
      normalize: Normalize,
    })
    .prefault({}),
  options: Options,
  normalize: Normalize, // where clients of Hugging Face's send it
  truncate: z.literal(true).optional().openapi({ description: "Texts are always cut to the model's max_length" }),
});

const vector = z.array(z.number());

const response = z.union([vector, z.array(vector), z.array(z.array(vector))]).openapi({
  description: "A vector, or one a token, special ones included; nested for an array of inputs",
  example: [0.0134, -0.0571, 0.1162],
});

export const featureExtraction = {
  request,
  response,
  async answer(model, { inputs, parameters: { pooling, normalize }, normalize: beside }, call) {
    const { labels: width, pooling: ofGraph } = widthsOf(model.card);
    if (pooling !== "none" && ofGraph !== "none") {
      const message = "the model's graph pools by itself";
      const issue = { path: "parameters.pooling", message };
      throw new ProblemError(422, "invalid-request", `${issue.path}: ${message}`, [issue]);
    }
    const { encodings, truncated } = await tokenizeInTurns(model, listTexts(inputs).map(toTextInput));
    checkTokens(encodings);
    const perToken = ofGraph === "none";
    const tokens = encodings.reduce((sum, { ids }) => sum + ids.length, 0);
    checkNumbers((perToken ? tokens : encodings.length) * width, perToken && pooling === "none");
    const numbers = await runEncodings(model, encodings, call);
    const scaled = (row: Float32Array) => ((normalize ?? beside) ? normalized(row, width) : row);
    const all = numbers.map((row) =>
      perToken && pooling === "none"
        ? rowsOf(scaled(row), width)
        : [...scaled(pooling === "none" ? row : pooled(row, width, pooling))],
    );
    return { body: (Array.isArray(inputs) ? all : all[0]!) as z.infer<typeof response>, truncated };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;
