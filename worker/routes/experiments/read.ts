/** `GET /v1/experiments`, and one of them: what is known by now. */
import { createRoute, z } from "@hono/zod-openapi";
import { ExperimentReport, ExperimentSummary } from "../../../eval/reports/experiment.ts";
import { foldedFigures } from "../../experiments/fold.ts";
import { reportOf, VARIANT_COLUMNS } from "../../experiments/report.ts";
import { SUMMARY_COLUMNS, summaryOf } from "../../experiments/summary.ts";
import { foldUnfolded } from "../../experiments/tend.ts";
import { newApi } from "../../http/api.ts";
import { csv, csvResponse, wantsCsv } from "../../http/csv.ts";
import { json } from "../../http/json.ts";
import { problem } from "../../http/problem.ts";
import { findExperiment } from "../../lookups/find-experiment.ts";
import { experimentStore } from "../../storage/experiment-store.ts";

/** Parts of the log that a reader waits for; the cron has the rest. */
const MOST_PARTS = 10;

const listExperiments = createRoute({
  method: "get",
  path: "/v1/experiments",
  summary: "List experiments",
  tags: ["experiments"],
  request: { query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }) },
  responses: {
    200: {
      description: "Newest first",
      content: { ...json(z.strictObject({ experiments: z.array(ExperimentSummary) })), ...csv },
    },
    422: problem("A parameter makes no sense"),
  },
});

const getExperiment = createRoute({
  method: "get",
  path: "/v1/experiments/{id}",
  summary: "What is known of an experiment by now",
  description: "As CSV its variants, a row each.",
  tags: ["experiments"],
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: { description: "The report", content: { ...json(ExperimentReport), ...csv } },
    404: problem("No such experiment"),
  },
});

export const readApi = newApi()
  .openapi(listExperiments, async (c) => {
    await foldUnfolded(c.env.DB, { signal: c.req.raw.signal });
    const listed = await experimentStore(c.env.DB).list(c.req.valid("query").limit);
    const experiments = listed.map(summaryOf);
    return wantsCsv(c) ? csvResponse(c, SUMMARY_COLUMNS, experiments) : c.json({ experiments }, 200);
  })
  .openapi(getExperiment, async (c) => {
    const experiment = await findExperiment(c.env, c.req.valid("param").id);
    const figures = await foldedFigures(c.env.DB, experiment, { parts: MOST_PARTS, signal: c.req.raw.signal });
    const report = reportOf(experiment, figures);
    return wantsCsv(c) ? csvResponse(c, VARIANT_COLUMNS, report.variants) : c.json(report, 200);
  });
