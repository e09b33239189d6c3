/** `/v1/measurements`: latency, from those who can measure it. */
import { createRoute, z } from "@hono/zod-openapi";
import { flops } from "../../r2-assets/format/architecture.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { parseModelRef } from "../../r2-assets/format/names.ts";
import { requireScope } from "../auth/require-scope.ts";
import { newApi } from "../http/api.ts";
import { authProblems } from "../http/auth-problems.ts";
import { bodyProblems, jsonBody } from "../http/body.ts";
import { type Columns, csv, csvResponse, wantsCsv } from "../http/csv.ts";
import { json } from "../http/json.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { findCard } from "../lookups/find-card.ts";
import { missingMeasurement } from "../lookups/missing.ts";
import { Measurement, measurementStore, type StoredMeasurement } from "../storage/measurement-store.ts";

const Stored = Measurement.safeExtend({
  id: z.string(),
  measured_at: z.iso.datetime(),
  posted_by: z.string().optional().openapi({ description: "The name of the API key it was posted with" }),
  by_admin: z.boolean().optional(),
}).openapi("Measurement");

/** Operations a second that no machine which serves one text at a time reaches, and milliseconds that no request takes less than. */
const [MOST_FLOPS, LEAST_MS] = [1e13, 0.05];

const addMeasurement = createRoute({
  method: "post",
  path: "/v1/measurements",
  summary: "Record latency as a client measured it",
  description:
    "Milliseconds. What the leaderboard shows is the newest one of a single text a request over 20 requests or more; one that an admin posted goes before others.",
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

const removeMeasurement = createRoute({
  method: "delete",
  path: "/v1/measurements/{id}",
  summary: "Delete a measurement",
  tags: ["evaluation"],
  security: [{ key: [] }],
  middleware: [requireScope("admin")] as const,
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: "It is gone" }, ...authProblems, 404: problem("No such measurement") },
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
  runtime: (m) => m.runtime,
  method: (m) => m.method,
  machine: (m) => m.machine,
  tokens: (m) => m.tokens,
  batch: (m) => m.batch,
  n: (m) => m.n,
  p50: (m) => m.p50,
  p95: (m) => m.p95,
  p99: (m) => m.p99,
  cold_start: (m) => m.cold_start,
  posted_by: (m) => m.posted_by,
  by_admin: (m) => m.by_admin,
  id: (m) => m.id,
};

export const measurementsApi = newApi()
  .openapi(addMeasurement, async (c) => {
    const measurement = c.req.valid("json");
    const { model, version } = measurement;
    const { card } = await findCard(c.env, `${model}@${version}`);
    const least = leastMs(measurement, card);
    if (measurement.p50 < least)
      throw new ProblemError(
        422,
        "measurement-implausible",
        `p50: no machine answers ${measurement.batch} × ${measurement.tokens} tokens of ${model} in ${measurement.p50} ms: it takes ${least.toFixed(3)} ms at the very least.`,
      );
    const poster = { posted_by: c.var.keyName!, by_admin: c.var.isAdmin === true };
    return c.json(await measurementStore(c.env.DB).add(measurement, poster), 201);
  })
  .openapi(removeMeasurement, async (c) => {
    const { id } = c.req.valid("param");
    const store = measurementStore(c.env.DB);
    if ((await store.get(id)) === null) throw missingMeasurement(id);
    await store.delete(id);
    return c.body(null, 204);
  })
  .openapi(listMeasurements, async (c) => {
    const { model: ref, limit } = c.req.valid("query");
    const { id: model, version } = ref === undefined ? {} : parseModelRef(ref);
    const measurements = await measurementStore(c.env.DB).list({ model, version }, limit);
    return wantsCsv(c) ? csvResponse(c, COLUMNS, measurements) : c.json({ measurements }, 200);
  });

/** Counted as if dense, which a factored model need not be: so the bound on operations is far above any machine's. */
const leastMs = ({ tokens, batch }: Measurement, { architecture, max_length }: Card): number =>
  Math.max(LEAST_MS, (1000 * batch * flops(Math.min(tokens, max_length), architecture)) / MOST_FLOPS);
