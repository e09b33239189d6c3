/** `POST /v2/models/{id}[/versions/{version}]/infer`: tensors or texts to logits. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { Runtime } from "../../../r2-assets/format/names.ts";
import { type AppEnv, newApi } from "../../http/api.ts";
import { JSON_LIMIT_BYTES, readBody } from "../../http/body.ts";
import { encodedAnswer } from "../../http/encoded-answer.ts";
import { openInferenceError } from "../../http/open-inference-error.ts";
import { ProblemError } from "../../http/problem.ts";
import { findModel, modelName } from "../../lookups/find-model.ts";
import { encodeInputs } from "../../open-inference/encode-inputs.ts";
import { answerBody, InferResponse } from "../../open-inference/infer-answer.ts";
import { InferRequest } from "../../open-inference/infer-request.ts";
import { outputTensors, wantedOutputs } from "../../open-inference/output-tensors.ts";
import { readInputs } from "../../open-inference/read-inputs.ts";
import { JSON_LENGTH_HEADER, splitBody } from "../../open-inference/split-body.ts";
import { runEncodings } from "../../pipelines/run-encodings.ts";
import { Id, IdVersion, modelErrors, refOf, tags } from "./model-path.ts";

export const inferApi = newApi();
inferApi.openAPIRegistry.register("OpenInferenceRequest", InferRequest);

const bytes = { "application/octet-stream": { schema: { type: "string", format: "binary" } } } as const;

const query = z.object({
  runtime: Runtime.optional().openapi({
    description: "The engine unless given, or onnxruntime where that can't run the model",
  }),
});

const infer = {
  method: "post",
  summary: "Ask a model for its logits, by tensors or by text",
  description:
    "The Open Inference Protocol with its extension for binary tensors. The content type may be missing, and the body packed by gzip or deflate; " +
    "so is the answer where `accept-encoding` says so.",
  tags,
  responses: {
    200: {
      description: "The outputs",
      headers: z.object({
        "x-retort-model": z.string().openapi({ description: "`id@version` of what answered" }),
        "x-retort-runtime": z.string(),
        "x-retort-truncated": z.string().optional().openapi({ description: "Texts cut to the model's max_length" }),
        [JSON_LENGTH_HEADER]: z.string().optional().openapi({
          description: "Bytes of the JSON before the bytes of outputs, once unpacked",
        }),
      }),
      content: { "application/json": { schema: InferResponse }, ...bytes },
    },
    ...modelErrors,
    400: openInferenceError("The body is not what its headers say, not UTF-8 or not JSON"),
    413: openInferenceError("Too many or too long inputs, or too large a body"),
    415: openInferenceError("The body is neither JSON nor bytes, or packed otherwise than by gzip or deflate"),
    422: openInferenceError("The request, or what it asks of this model, makes no sense"),
    503: openInferenceError(
      "The model is still loading, or there is too much to do; `retry-after` says when to ask again",
    ),
  },
} as const;

const request = {
  query,
  headers: z.object({
    [JSON_LENGTH_HEADER]: z.string().optional().openapi({
      pattern: "^[1-9][0-9]{0,14}$",
      description: "Bytes of the JSON, once unpacked, before those of the inputs; without it all of the body is JSON",
    }),
  }),
  // Read here and not by a validator: most clients send no content type.
  body: {
    required: true,
    content: {
      "application/json": { schema: { $ref: "#/components/schemas/OpenInferenceRequest" } },
      ...bytes,
    },
  },
};

const MODEL = "/v2/models/{id}";

inferApi
  .openapi(createRoute({ ...infer, path: `${MODEL}/infer`, request: { ...request, params: Id } }), (c) =>
    answer(c, refOf(c.req.valid("param")), c.req.valid("query").runtime),
  )
  .openapi(
    createRoute({ ...infer, path: `${MODEL}/versions/{version}/infer`, request: { ...request, params: IdVersion } }),
    (c) => answer(c, refOf(c.req.valid("param")), c.req.valid("query").runtime),
  );

const TAKEN = /^(application\/([\w.-]+\+)?json|application\/octet-stream|)$/i;

async function answer(c: Context<AppEnv>, ref: string, runtime: Runtime | undefined): Promise<never> {
  const mediaType = (c.req.header("content-type") ?? "").split(";")[0]!.trim();
  if (!TAKEN.test(mediaType)) {
    const got = JSON.stringify(mediaType.slice(0, 100));
    const detail = `The body must be application/json or application/octet-stream; it came with content-type ${got}.`;
    throw new ProblemError(415, "unsupported-media-type", detail);
  }
  const body = await readBody(c.req.raw, JSON_LIMIT_BYTES);
  const { request, binary } = splitBody(body, c.req.header(JSON_LENGTH_HEADER));
  const inputs = readInputs(request, binary);

  const model = await findModel(c, ref, { runtime });
  const wanted = wantedOutputs(model, request);
  const { encodings, length, truncated } = await encodeInputs(model, inputs);
  const logits = await runEncodings(model, encodings, { signal: c.req.raw.signal });

  const tokens = encodings.map(({ ids }) => ids.length);
  const id = request.id ?? undefined;
  const head = { model_name: model.id, model_version: model.version, ...(id !== undefined && { id }) };
  const { bytes, headers } = answerBody(head, outputTensors(model, logits, { length, tokens }, wanted));
  c.header("x-retort-model", modelName(model));
  c.header("x-retort-runtime", model.runtime);
  if (truncated > 0) c.header("x-retort-truncated", String(truncated));
  return encodedAnswer(c, bytes, headers) as never; // typed by its bytes, not by its JSON
}
