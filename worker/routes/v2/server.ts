/** `/v2` but for its models: what the server is, and whether it answers. */
import { createRoute, z } from "@hono/zod-openapi";
import { newApi } from "../../http/api.ts";
import { json } from "../../http/json.ts";
import { openInferenceError } from "../../http/open-inference-error.ts";
import { ProblemError } from "../../http/problem.ts";
import { currentCards } from "../../lookups/find-card.ts";
import { readiness } from "../../lookups/readiness.ts";
import { tags } from "./model-path.ts";

const ServerMetadata = z
  .strictObject({ name: z.string(), version: z.string(), extensions: z.array(z.string()) })
  .openapi("ServerMetadata");

const EXTENSIONS = ["binary_tensor_data", "classification"];

const server = createRoute({
  method: "get",
  path: "/v2",
  summary: "What this server is",
  tags,
  responses: { 200: { description: "Name, version and extensions of the protocol", content: json(ServerMetadata) } },
});

const live = createRoute({
  method: "get",
  path: "/v2/health/live",
  summary: "Whether the server answers",
  tags,
  responses: { 200: { description: "It does", content: json(z.strictObject({ live: z.literal(true) })) } },
});

const isReady = createRoute({
  method: "get",
  path: "/v2/health/ready",
  summary: "Whether requests can be sent",
  tags,
  responses: {
    200: { description: "They can", content: json(z.strictObject({ ready: z.literal(true) })) },
    503: openInferenceError("There is no model that could be asked"),
  },
});

const ModelIndex = z
  .array(z.strictObject({ name: z.string(), version: z.string(), state: z.literal("READY"), reason: z.literal("") }))
  .openapi("ModelIndex");

const index = createRoute({
  method: "post",
  path: "/v2/repository/index",
  summary: "List models",
  description: "Whatever the body says, which may be missing: all models that are listed can be asked.",
  tags,
  responses: {
    200: { description: "Current versions, sorted by name", content: json(ModelIndex) },
    500: openInferenceError("The stored manifest is damaged"),
  },
});

export const serverApi = newApi()
  .openapi(server, (c) =>
    c.json({ name: "retort", version: c.env.RETORT_CODE ?? "unknown", extensions: EXTENSIONS }, 200),
  )
  .openapi(live, (c) => c.json({ live: true as const }, 200))
  .openapi(isReady, async (c) => {
    const state = await readiness(c.env);
    if (state.ready) return c.json({ ready: true as const }, 200);
    throw new ProblemError(503, "not-ready", state.reason);
  })
  .openapi(index, async (c) => {
    const cards = await currentCards(c.env);
    const models = cards.map(({ version, card }) => ({ name: card.id, version, state: "READY", reason: "" }) as const);
    return c.json(models, 200);
  });
