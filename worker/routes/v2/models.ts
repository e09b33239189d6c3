/** `GET /v2/models/{id}[/versions/{version}][/ready]`: what a model takes and gives, and whether it can be asked. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Card } from "../../../r2-assets/format/card.ts";
import { type AppEnv, newApi } from "../../http/api.ts";
import { json } from "../../http/json.ts";
import { findCard } from "../../lookups/find-card.ts";
import { readyModel } from "../../lookups/ready-model.ts";
import { metadataOf } from "../../open-inference/signature.ts";
import { Id, IdVersion, modelErrors, refOf, tags } from "./model-path.ts";

const TensorMetadata = z
  .strictObject({
    name: z.string(),
    datatype: z.string(),
    shape: z.array(z.int()).openapi({ description: "-1 where any size will do" }),
  })
  .openapi("TensorMetadata");

const ModelMetadata = z
  .strictObject({
    name: z.string(),
    versions: z.array(z.string()).openapi({ description: "The one that this is about" }),
    platform: z.string(),
    inputs: z.array(TensorMetadata).openapi({
      description:
        "A request has `input_ids` or `text`. Without `attention_mask` all are tokens, without `token_type_ids` all of type 0; `text_pair` is the second text of each",
    }),
    outputs: z.array(TensorMetadata),
    labels: z.array(z.string()).openapi({ description: "In the order of the logits' last dimension" }),
  })
  .openapi("ModelMetadata");

const ModelReady = z.strictObject({ name: z.string(), ready: z.literal(true) }).openapi("ModelReady");

const metadata = {
  method: "get",
  summary: "What a model takes and gives",
  tags,
  responses: { 200: { description: "Its inputs and outputs", content: json(ModelMetadata) }, ...modelErrors },
} as const;

const isReady = {
  method: "get",
  summary: "Whether a model can be asked",
  description: "It need not be in memory: then the first request waits until it is.",
  tags,
  responses: { 200: { description: "It can", content: json(ModelReady) }, ...modelErrors },
} as const;

const MODEL = "/v2/models/{id}";
const VERSION = "/v2/models/{id}/versions/{version}";

export const modelsApi = newApi()
  .openapi(createRoute({ ...metadata, path: MODEL, request: { params: Id } }), async (c) =>
    c.json(await describe(c, refOf(c.req.valid("param"))), 200),
  )
  .openapi(createRoute({ ...metadata, path: VERSION, request: { params: IdVersion } }), async (c) =>
    c.json(await describe(c, refOf(c.req.valid("param"))), 200),
  )
  .openapi(createRoute({ ...isReady, path: `${MODEL}/ready`, request: { params: Id } }), async (c) =>
    c.json(await sayReady(c, refOf(c.req.valid("param"))), 200),
  )
  .openapi(createRoute({ ...isReady, path: `${VERSION}/ready`, request: { params: IdVersion } }), async (c) =>
    c.json(await sayReady(c, refOf(c.req.valid("param"))), 200),
  );

async function describe(c: Context<AppEnv>, ref: string) {
  const { card, version } = await findCard(c.env, ref);
  name(c, card, version);
  return { name: card.id, versions: [version], platform: "retort", ...metadataOf(card), labels: card.labels };
}

async function sayReady(c: Context<AppEnv>, ref: string) {
  const { card, version } = await readyModel(c.env, ref);
  name(c, card, version);
  return { name: card.id, ready: true as const };
}

const name = (c: Context<AppEnv>, { id }: Card, version: string) => c.header("x-retort-model", `${id}@${version}`);
