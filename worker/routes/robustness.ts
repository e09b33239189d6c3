/** `GET /v1/robustness`: what a model keeps under stress, beside what its teacher keeps. */
import { createRoute, z } from "@hono/zod-openapi";
import { RobustnessReport } from "../../eval/reports/robustness-report.ts";
import { robustnessReport } from "../analysis/robustness-report.ts";
import { newApi } from "../http/api.ts";
import { csv, csvResponse, wantsCsv } from "../http/csv.ts";
import { json } from "../http/json.ts";
import { problem } from "../http/problem.ts";
import { SEALED, sightOf } from "../looks/request-sight.ts";
import { ROBUSTNESS_COLUMNS, robustnessLines } from "./robustness-table.ts";

const getRobustness = createRoute({
  method: "get",
  path: "/v1/robustness",
  summary: "A model under stress",
  description:
    "From the runs that are there: perturbed ones, suites of the same question with other texts, behavioural tests, slices. Whole runs are preferred to samples. " +
    "A positive drop is a loss; `difference_in_differences` asks whether the model loses more than its teacher.",
  tags: ["evaluation"],
  request: {
    query: z.object({
      model: z.string().openapi({ example: "sst2-pkd-skip", description: "`id` or `id@version`" }),
      suite: z.string().openapi({ example: "glue/sst2" }),
      teacher: z.string().optional().openapi({ description: "Instead of the one that the model's card names" }),
      stress: z
        .union([z.string(), z.array(z.string()).max(20)])
        .transform((suites) => [...new Set([suites].flat())])
        .optional()
        .openapi({
          type: "array",
          items: { type: "string" },
          description: "Further suites to take for stress tests",
        }),
    }),
  },
  responses: {
    200: {
      description: "The report; parts that nobody has run are null or empty",
      content: { ...json(RobustnessReport.openapi("RobustnessReport")), ...csv },
    },
    401: problem(SEALED),
    404: problem("No such model or suite, or no run of it yet"),
    422: problem("The parameters make no sense"),
    500: problem("The stored card is damaged, or bucket or database do not answer"),
  },
});

export const robustnessApi = newApi().openapi(getRobustness, async (c) => {
  const sight = sightOf(c);
  const report = await robustnessReport({ env: c.env, signal: c.req.raw.signal, sight }, c.req.valid("query"));
  const looks = await sight.count();
  if (wantsCsv(c)) return csvResponse(c, ROBUSTNESS_COLUMNS, robustnessLines(report));
  return c.json({ ...report, ...(Object.keys(looks).length > 0 && { looks }) }, 200);
});
