/** `/v1/runs`: what evaluations found, down to the single prediction. */
import { createRoute, z } from "@hono/zod-openapi";
import { stream } from "hono/streaming";
import type { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";
import { newApi } from "../http/api.ts";
import { csvRecord } from "../http/csv.ts";
import { json } from "../http/json.ts";
import { problem, sendProblem } from "../http/problem.ts";
import { openPredictions } from "../storage/predictions.ts";
import { runStore } from "../storage/run-store.ts";
import { suiteStore } from "../storage/suite-store.ts";

const Run = RunRecord.openapi("Run");
const RunParams = z.object({ id: z.string() });
const tags = ["evaluation"];

const listRuns = createRoute({
  method: "get",
  path: "/v1/runs",
  summary: "List runs",
  tags,
  request: {
    query: z.object({
      suite: z.string().optional(),
      model: z.string().optional().openapi({ description: "`id`, for all its versions, or `id@version`" }),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().optional().openapi({ description: "`next` of the page before" }),
    }),
  },
  responses: {
    200: {
      description: "Newest first; `next` where there are more",
      content: json(z.strictObject({ runs: z.array(Run), next: z.string().optional() })),
    },
    422: problem("A parameter makes no sense"),
  },
});

const getRun = createRoute({
  method: "get",
  path: "/v1/runs/{id}",
  summary: "A run's record",
  tags,
  request: { params: RunParams },
  responses: { 200: { description: "The record", content: json(Run) }, 404: problem("No such run") },
});

const getPredictions = createRoute({
  method: "get",
  path: "/v1/runs/{id}/predictions",
  summary: "A run's predictions",
  description:
    "NDJSON, or CSV for `accept: text/csv`. Gold and whether it was met stay hidden for `scored-only` suites.",
  tags,
  request: { params: RunParams },
  responses: {
    200: {
      description: "One prediction a line",
      content: { "application/x-ndjson": { schema: z.string() }, "text/csv": { schema: z.string() } },
    },
    404: problem("No such run, or its predictions are not here"),
  },
});

export const runsApi = newApi()
  .openapi(listRuns, async (c) => {
    const { suite, model: ref, limit, cursor } = c.req.valid("query");
    const [model, version] = ref?.split("@") ?? [];
    try {
      return c.json(await runStore(c.env.DB).list({ suite, model, version }, limit, cursor), 200);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return sendProblem(c, 422, "invalid-request", `cursor: ${error.message}.`);
    }
  })
  .openapi(getRun, async (c) => {
    const { id } = c.req.valid("param");
    const run = await runStore(c.env.DB).get(id);
    if (run === null) return sendProblem(c, 404, "run-missing", `There is no run ${id.slice(0, 100)}.`);
    return c.json(run, 200);
  })
  .openapi(getPredictions, async (c) => {
    const { id } = c.req.valid("param");
    const run = await runStore(c.env.DB).get(id);
    if (run === null) return sendProblem(c, 404, "run-missing", `There is no run ${id.slice(0, 100)}.`);
    const predictions = await openPredictions(c.env.BUCKET, id);
    if (predictions === null) {
      return sendProblem(c, 404, "predictions-missing", `The predictions of run ${id} are not here.`);
    }
    const suite = await suiteStore(c.env.DB).get(run.suite);
    // What may be shown of a suite that is no longer known can't be known either.
    const shown = suite?.info.visibility === "public" ? (p: ClassificationPrediction) => p : withoutGold;
    const labels = suite?.info.labels ?? [];
    const csv = prefersCsv(c.req.header("accept"));
    const lines = csv ? csvLines(predictions, labels, shown) : ndjsonLines(predictions, shown);
    c.header("content-type", csv ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson");
    c.header("vary", "accept");
    return stream(c, async (body) => {
      for await (const line of lines) await body.write(line);
    });
  });

type Shown = Partial<ClassificationPrediction>;

/** Whether a row was right tells its gold as well as the gold does. */
const withoutGold = ({ id, prediction, scores, error }: ClassificationPrediction): Shown => ({
  id,
  prediction,
  scores,
  ...(error !== undefined && { error }),
});

type Predictions = AsyncIterable<ClassificationPrediction>;

async function* ndjsonLines(predictions: Predictions, shown: (p: ClassificationPrediction) => Shown) {
  for await (const prediction of predictions) yield `${JSON.stringify(shown(prediction))}\n`;
}

async function* csvLines(
  predictions: Predictions,
  labels: readonly string[],
  shown: (p: ClassificationPrediction) => Shown,
) {
  yield csvRecord(["id", "prediction", "gold", "correct", ...labels.map((label) => `score:${label}`), "error"]);
  for await (const prediction of predictions) {
    const { id, prediction: label, gold, correct, scores, error } = shown(prediction);
    yield csvRecord([id, label, gold, correct, ...labels.map((name) => scores?.[name]), error]);
  }
}

/** CSV when it is asked for by name and NDJSON is not. */
const prefersCsv = (accept = "") => /\btext\/csv\b/i.test(accept) && !/\bapplication\/(x-)?ndjson\b/i.test(accept);
