/** `/v1/measurements`: latency, from those who can measure it. */
import { createRoute, z } from "@hono/zod-openapi";
import { parseModelRef } from "../../r2-assets/format/names.ts";
import { requireScope } from "../auth/require-scope.ts";
import { newApi } from "../http/api.ts";
import { authProblems } from "../http/auth-problems.ts";
import { bodyProblems, jsonBody } from "../http/body.ts";
import { type Columns, csv, csvResponse, wantsCsv } from "../http/csv.ts";
import { json } from "../http/json.ts";
import { problem } from "../http/problem.ts";
import { missingModel } from "../lookups/find-card.ts";
import { modelStoreOf } from "../runtime/models.ts";
import { Measurement, measurementStore, type StoredMeasurement } from "../storage/measurement-store.ts";

const Stored = Measurement.safeExtend({ id: z.string(), measured_at: z.iso.datetime() }).openapi("Measurement");

const addMeasurement = createRoute({
  method: "post",
  path: "/v1/measurements",
  summary: "Record latency as a client measured it",
  description: "Milliseconds. The newest one of a single text a request is what the leaderboard shows.",
  tags: ["evaluation"],
  security: [{ key: [] }],
  middleware: [requireScope("evaluate"), jsonBody()] as const,
  request: { body: { required: true, content: json(Measurement) } },
  responses: {
    201: { description: "As stored", content: json(Stored) },
    ...authProblems,
    404: problem("No such model or version"),
    ...bodyProblems,
  },
});

const listMeasurements = createRoute({
  method: "get",
  path: "/v1/measurements",
  summary: "List measurements",
  description: "Each with its method and machine: figures from different ones don't compare.",
  tags: ["evaluation"],
  request: {
    query: z.object({
      model: z.string().optional().openapi({ description: "`id`, for all its versions, or `id@version`" }),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
  },
  responses: {
    200: {
      description: "Newest first",
      content: { ...json(z.strictObject({ measurements: z.array(Stored) })), ...csv },
    },
    422: problem("A parameter makes no sense"),
  },
});

const COLUMNS: Columns<StoredMeasurement> = {
  model: (m) => m.model,
  version: (m) => m.version,
  measured_at: (m) => m.measured_at,
  method: (m) => m.method,
  machine: (m) => m.machine,
  tokens: (m) => m.tokens,
  batch: (m) => m.batch,
  n: (m) => m.n,
  p50: (m) => m.p50,
  p95: (m) => m.p95,
  p99: (m) => m.p99,
  cold_start: (m) => m.cold_start,
  id: (m) => m.id,
};

export const measurementsApi = newApi()
  .openapi(addMeasurement, async (c) => {
    const measurement = c.req.valid("json");
    const { model, version } = measurement;
    const lookup = await modelStoreOf(c.env).card(model, version);
    if (lookup.kind === "missing") throw missingModel(`${model}@${version}`);
    return c.json(await measurementStore(c.env.DB).add(measurement), 201);
  })
  .openapi(listMeasurements, async (c) => {
    const { model: ref, limit } = c.req.valid("query");
    const { id: model, version } = ref === undefined ? {} : parseModelRef(ref);
    const measurements = await measurementStore(c.env.DB).list({ model, version }, limit);
    return wantsCsv(c) ? csvResponse(c, COLUMNS, measurements) : c.json({ measurements }, 200);
  });
