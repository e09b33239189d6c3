/** `POST /models/{id}`: inference in the shapes of the Hugging Face clients, which differ by the task, of which some models have two. */
import { createRoute, z } from "@hono/zod-openapi";
import { Runtime, Task } from "../../r2-assets/format/names.ts";
import { newApi } from "../http/api.ts";
import { jsonBody } from "../http/body.ts";
import { json } from "../http/json.ts";
import { problem } from "../http/problem.ts";
import { findModel, inferenceProblems, modelName } from "../lookups/find-model.ts";
import { readyModel } from "../lookups/ready-model.ts";
import { answerTask, anyOf, InferResponse, RESPONSES } from "./infer/answer-task.ts";
import { featureExtraction } from "./infer/feature-extraction.ts";
import { multiLabelClassification } from "./infer/multi-label-classification.ts";
import { OffsetUnit } from "./infer/offset-unit.ts";
import { questionAnswering } from "./infer/question-answering.ts";
import { withNulls } from "./infer/task-request.ts";
import { textClassification } from "./infer/text-classification.ts";
import { textRegression } from "./infer/text-regression.ts";
import { tokenClassification } from "./infer/token-classification.ts";

export const inferApi = newApi();

/** Puts schemas under their names into the document; returns references to them, which the schemas of the route consist of. */
function documented(schemas: Record<string, z.ZodType>) {
  for (const [name, schema] of Object.entries(schemas)) inferApi.openAPIRegistry.register(name, schema);
  return anyOf(Object.keys(schemas));
}

/** Checked by the task only once the model is known. */
const InferRequest = z.looseObject({}).openapi("InferRequest", {
  example: { inputs: "a warm, funny film" },
  ...documented({
    TextClassificationRequest: withNulls(textClassification.request),
    MultiLabelClassificationRequest: withNulls(multiLabelClassification.request),
    TextRegressionRequest: withNulls(textRegression.request),
    TokenClassificationRequest: withNulls(tokenClassification.request),
    QuestionAnsweringRequest: withNulls(questionAnswering.request),
    FeatureExtractionRequest: withNulls(featureExtraction.request),
  }),
});

documented(RESPONSES);

const infer = createRoute({
  method: "post",
  path: "/models/{id}",
  summary: "Ask a model: classes, labels, a number, entities, answers or vectors, as its task is",
  tags: ["inference"],
  middleware: jsonBody(),
  request: {
    params: z.object({ id: z.string().openapi({ example: "sst2-teacher", description: "`id` or `id@version`" }) }),
    query: z.object({
      runtime: Runtime.optional().openapi({
        description: "The engine unless given, or onnxruntime where that can't run the model",
      }),
      task: Task.optional().openapi({
        description:
          "The model's own unless given. A classifier whose card has `slots` also answers token-classification: its slots as entities",
      }),
      offset_unit: OffsetUnit.optional().openapi({
        description:
          "What `start` and `end` of entities and answers count, for clients that send no such parameter: UTF-16 units as JavaScript does, or code points as Python; `parameters.offset_unit` goes before it",
      }),
    }),
    body: { required: true, content: { "application/json": { schema: InferRequest } } },
  },
  responses: {
    200: {
      description: "The answer in the shape of the task",
      headers: z.object({
        "x-retort-model": z.string().openapi({ description: "`id@version` of what answered" }),
        "x-retort-runtime": z.string(),
        "x-retort-truncated": z.string().optional().openapi({
          description: "Inputs cut to the model's max_length; of questions only those whose question was cut",
        }),
      }),
      content: { "application/json": { schema: InferResponse } },
    },
    ...inferenceProblems,
  },
});

const health = createRoute({
  method: "get",
  path: "/models/{id}/health",
  summary: "Whether a model can be asked",
  description:
    "As Hugging Face's endpoints say it. The model need not be in memory: then the first request waits until it is.",
  tags: ["inference"],
  request: { params: z.object({ id: z.string().openapi({ description: "`id` or `id@version`" }) }) },
  responses: {
    200: { description: "It can", content: json(z.strictObject({ status: z.literal("ok") })) },
    404: problem("No such model or version"),
    500: problem("The stored model is damaged, or bucket or database do not answer"),
  },
});

inferApi.openapi(health, async (c) => {
  const { card, version } = await readyModel(c.env, c.req.valid("param").id);
  c.header("x-retort-model", `${card.id}@${version}`);
  return c.json({ status: "ok" as const }, 200);
});

inferApi.openapi(infer, async (c) => {
  const { runtime, task, offset_unit: offsetUnit } = c.req.valid("query");
  const model = await findModel(c, c.req.valid("param").id, { runtime, ...(task && { tasks: [task] }) });
  const { body, truncated } = await answerTask(model, task ?? model.card.task, c.req.valid("json"), {
    offsetUnit,
    signal: c.req.raw.signal,
  });
  c.header("x-retort-model", modelName(model));
  c.header("x-retort-runtime", model.runtime);
  if (truncated > 0) c.header("x-retort-truncated", String(truncated));
  return c.json(body, 200);
});
