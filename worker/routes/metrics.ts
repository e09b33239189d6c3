/** `/metrics`: what this isolate has counted, for Prometheus. */
import { createRoute, z } from "@hono/zod-openapi";
import { onnxruntime } from "#onnxruntime";
import { requireScope } from "../auth/require-scope.ts";
import type { Env } from "../env.ts";
import { newApi } from "../http/api.ts";
import { authProblems } from "../http/auth-problems.ts";
import { counterFamilies, hasRun, inFlight } from "../metrics/counters.ts";
import { EXPOSITION_TYPE, exposition, type Family } from "../metrics/exposition.ts";
import { engineBytes } from "../runtime/engine-session.ts";
import { warmModels } from "../runtime/models.ts";
import { turnQueue } from "../runtime/shared-queue.ts";
import { evalStore } from "../storage/eval-store.ts";

const metrics = createRoute({
  method: "get",
  path: "/metrics",
  summary: "Counters in Prometheus' text format",
  description:
    "Counters and memory are those of the isolate that answers, and begin with it: a deployed Worker has many, and none is asked by name. Sum them where there is " +
    "one, as under `retort serve`; elsewhere bind Analytics Engine (docs/deploy.md). Evaluations are those of the database. Needs the scope metrics or admin.",
  tags: ["operations"],
  security: [{ key: [] }],
  middleware: [requireScope("metrics", "admin")] as const,
  responses: {
    200: { description: "Version 0.0.4 of the format", content: { "text/plain": { schema: z.string() } } },
    ...authProblems,
  },
});

export const metricsApi = newApi().openapi(metrics, async (c) => {
  const text = exposition([...counterFamilies(), ...(await gauges(c.env))]);
  return c.text(text, 200, { "content-type": EXPOSITION_TYPE });
});

async function gauges(env: Env): Promise<Family[]> {
  const evaluations = await evalStore(env.DB).counts();
  // Its module is large, and not loaded only to be measured.
  const ort = onnxruntime === null || !hasRun("ort") ? 0 : (await onnxruntime()).wasmHeapBytes();
  return [
    {
      name: "retort_requests_in_flight",
      help: "Requests of this isolate not answered yet. One whose client has gone counts for two minutes.",
      type: "gauge",
      samples: [{ value: inFlight() }],
    },
    {
      name: "retort_runtime_memory_bytes",
      help: "WebAssembly memory of each runtime of this isolate. It never shrinks; 0 while no request has run on it.",
      type: "gauge",
      samples: [
        { labels: { runtime: "engine" }, value: engineBytes() },
        { labels: { runtime: "ort" }, value: ort },
      ],
    },
    {
      name: "retort_warm_models",
      help: "Models that this isolate keeps loaded.",
      type: "gauge",
      samples: Object.entries(warmModels()).map(([runtime, value]) => ({ labels: { runtime }, value })),
    },
    {
      name: "retort_queue_length",
      help: "Requests and steps of evaluations that wait for their turn or have it, in this isolate: texts to be run, and figures, comparisons and reports to be computed.",
      type: "gauge",
      samples: Object.entries(turnQueue.lengths()).map(([kind, value]) => ({ labels: { kind }, value })),
    },
    {
      name: "retort_evaluations",
      help: "Evaluations that are not over, of the whole deployment.",
      type: "gauge",
      samples: Object.entries(evaluations).map(([status, value]) => ({ labels: { status }, value })),
    },
  ];
}
