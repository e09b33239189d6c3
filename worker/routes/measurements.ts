/** `POST /v1/measurements`: latency, from those who can measure it. */
import { createRoute, z } from "@hono/zod-openapi";
import { requireScope } from "../auth/require-scope.ts";
import { newApi } from "../http/api.ts";
import { authProblems } from "../http/auth-problems.ts";
import { bodyProblems, jsonBody } from "../http/body.ts";
import { json } from "../http/json.ts";
import { problem, sendProblem } from "../http/problem.ts";
import { modelStoreOf } from "../runtime/models.ts";
import { Measurement, measurementStore } from "../storage/measurement-store.ts";

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

export const measurementsApi = newApi().openapi(addMeasurement, async (c) => {
  const measurement = c.req.valid("json");
  const { model, version } = measurement;
  const lookup = await modelStoreOf(c.env).card(model, version);
  if (lookup.kind === "missing") return sendProblem(c, 404, "model-missing", `There is no model ${model}@${version}.`);
  return c.json(await measurementStore(c.env.DB).add(measurement), 201);
});
