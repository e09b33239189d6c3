/** `POST /models/{id}`: inference in the shapes of the Hugging Face clients. */
import { createRoute, z } from "@hono/zod-openapi";
import { newApi } from "../http/api.ts";
import { jsonBody } from "../http/body.ts";
import { findClassifier, inferenceProblems, modelName } from "../http/find-model.ts";
import { checkTokens, Inputs, listInputs, toTextInput } from "../http/inputs.ts";
import { rank, tokenize } from "../pipelines/classify.ts";
import { runEncodings } from "../pipelines/run-encodings.ts";

const InferRequest = z
  .strictObject({
    inputs: Inputs,
    parameters: z
      .strictObject({
        function_to_apply: z
          .enum(["softmax", "sigmoid", "none"])
          .optional()
          .openapi({ description: "softmax, or sigmoid for a model of a single label, unless given" }),
        top_k: z.int().positive().optional().openapi({ description: "All labels unless given" }),
      })
      .optional(),
  })
  .openapi("InferRequest");

const InferResponse = z
  .array(z.array(z.strictObject({ label: z.string(), score: z.number() })))
  .openapi("InferResponse", {
    example: [
      [
        { label: "positive", score: 0.98 },
        { label: "negative", score: 0.02 },
      ],
    ],
  });

const infer = createRoute({
  method: "post",
  path: "/models/{id}",
  summary: "Classify texts",
  tags: ["inference"],
  middleware: jsonBody(),
  request: {
    params: z.object({ id: z.string().openapi({ example: "sst2-teacher", description: "`id` or `id@version`" }) }),
    query: z.object({ runtime: z.enum(["ort", "engine"]).optional() }),
    body: { required: true, content: { "application/json": { schema: InferRequest } } },
  },
  responses: {
    200: {
      description: "One array an input, best label first",
      headers: z.object({
        "x-retort-model": z.string().openapi({ description: "`id@version` of what answered" }),
        "x-retort-runtime": z.string(),
        "x-retort-truncated": z.string().optional().openapi({ description: "Inputs cut to the model's max_length" }),
      }),
      content: { "application/json": { schema: InferResponse } },
    },
    ...inferenceProblems,
  },
});

export const inferApi = newApi().openapi(infer, async (c) => {
  const { inputs, parameters = {} } = c.req.valid("json");
  const list = listInputs(inputs);
  const model = await findClassifier(c, c.req.valid("param").id, c.req.valid("query").runtime);
  const { encodings, truncated, tokens } = tokenize(model, list.map(toTextInput));
  checkTokens(tokens);
  const logits = await runEncodings(model, encodings);

  const { labels } = model.card;
  const fn = parameters.function_to_apply ?? (labels.length === 1 ? "sigmoid" : "softmax");
  c.header("x-retort-model", modelName(model));
  c.header("x-retort-runtime", model.runtime);
  if (truncated > 0) c.header("x-retort-truncated", String(truncated));
  return c.json(
    logits.map((row) => rank(labels, row, { fn, topK: parameters.top_k })),
    200,
  );
});
