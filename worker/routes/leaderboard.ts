/** `GET /v1/leaderboard`: every model's newest whole run on the suites asked for, ranked. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Contender } from "../../eval/leaderboard/contender.ts";
import { type LeaderboardRow, leaderboard } from "../../eval/leaderboard/leaderboard.ts";
import { MEASURE_NAMES } from "../../eval/leaderboard/measures.ts";
import { parseWeights, type Weights } from "../../eval/leaderboard/weights.ts";
import { parseModelRef } from "../../r2-assets/format/names.ts";
import { MetricName } from "../../r2-assets/format/suite.ts";
import { findContenders } from "../analysis/contenders.ts";
import { newApi } from "../http/api.ts";
import { type Columns, csv, csvResponse, wantsCsv } from "../http/csv.ts";
import { json } from "../http/json.ts";
import { problem } from "../http/problem.ts";
import { missingModel } from "../lookups/find-card.ts";
import { findSuite } from "../lookups/find-suite.ts";

const Measure = z.enum(MEASURE_NAMES);

const Row = z
  .strictObject({
    model: z.string(),
    version: z.string().nullable(),
    method: z.string().nullable(),
    parameters: z.int().nullable(),
    bytes: z.int().nullable(),
    compression: z.strictObject({ parameters: z.number(), bytes: z.number() }).nullable(),
    subset: z.string().nullable().openapi({
      description:
        "What of its task's training split it learnt from, where not from all of it: not comparable with published scores",
    }),
    scores: z
      .record(
        z.string(),
        z.strictObject({
          metric: MetricName,
          value: z.number(),
          ci95: z.tuple([z.number(), z.number()]).nullable(),
          run: z.string(),
        }),
      )
      .openapi({ description: "The primary metric by suite: a task with two metrics counts by the first" }),
    teacher: z.string().nullable().openapi({
      description: "`id`, or `id@version` where it learnt from another version than the one listed",
    }),
    retention: z.number().nullable().openapi({ description: "Primary metric over that teacher's" }),
    robustness: z.number().nullable().openapi({
      description:
        "Share of the score left under perturbation, the mean over all ten, from whole runs or else samples; null unless all ten have been run",
    }),
    latency: z
      .strictObject({
        p50: z.number(),
        p95: z.number(),
        p99: z.number(),
        n: z.int(),
        tokens: z.int(),
        batch: z.int(),
        machine: z.string(),
        method: z.string(),
        measured_at: z.string(),
      })
      .nullable()
      .openapi({ description: "Milliseconds, as a client measured them; null where nobody has" }),
    differences: z
      .record(
        z.string(),
        z.strictObject({
          against: z.string(),
          difference: z.number().nullable(),
          ci95: z.tuple([z.number(), z.number()]).nullable(),
          test: z.enum(["mcnemar-exact", "paired-bootstrap"]),
          p_value: z.number().nullable(),
          p_holm: z.number().nullable(),
          verdict: z.enum(["better", "worse", "open"]),
        }),
      )
      .openapi({
        description:
          "By suite: the score less that of `against`, the model's teacher unless another is named, row by row. `p_holm` " +
          "is over all models held against that one; below 0.05 the difference is called",
      }),
    callable: z.boolean().openapi({ description: "Whether the model answers here" }),
    pareto: z.boolean().nullable().openapi({
      description: "No other row is as good in all of `pareto_over` and better in one; null where it lacks one of them",
    }),
    rank: z.int().nullable(),
    dynascore: z.number().nullable(),
  })
  .openapi("LeaderboardRow");

const Board = z
  .strictObject({
    rows: z.array(Row),
    ranked_by: z.enum(["performance", "dynascore"]).openapi({
      description:
        "`performance`, the mean of the primary metrics, unless `weights` are given and some model has a Dynascore by them",
    }),
    pareto_over: z.array(Measure).openapi({
      description:
        "Performance, and of bytes, latency and robustness those that every scored model served here has (latencies: measured alike)",
    }),
    dynascore: z
      .strictObject({
        metrics: z.array(
          z.strictObject({
            name: Measure,
            unit: z.string(),
            direction: z.enum(["higher", "lower"]),
            offset: z.number(),
            weight: z.number(),
            amrs: z.number().nullable().openapi({ description: "Units that go for one point of performance" }),
          }),
        ),
        missing: z.partialRecord(Measure, z.array(z.string())).openapi({
          type: "object",
          additionalProperties: { type: "array", items: { type: "string" } },
          example: { latency: ["sst2-student"] },
          description: "Measures with weight that scored models lack, and which: those models have no Dynascore",
        }),
      })
      .openapi({ description: "What the Dynascores are made of; each depends on which models are listed" }),
  })
  .openapi("Leaderboard");

const WeightsParameter = z
  .string()
  .transform((text, context): Weights => {
    const weights = parseWeights(text);
    if (typeof weights !== "string") return weights;
    context.addIssue({ code: "custom", message: weights });
    return z.NEVER;
  })
  .optional()
  .openapi({
    type: "string",
    example: "performance:1,bytes:0.5",
    description: `Of ${MEASURE_NAMES.join(", ")}. By default half goes to performance, the rest to what tells the models apart`,
  });

const getLeaderboard = createRoute({
  method: "get",
  path: "/v1/leaderboard",
  summary: "Models ranked on suites",
  description:
    "With `weights`, by Dynascore: each measure in points of performance, at the rate at which the models listed trade " +
    "it for performance. So the rate, and every score, depends on which models are listed; two models that trade one " +
    "cost for performance always tie under equal weights; and a model that lacks a measure with weight " +
    "(`dynascore.missing`) has no score.",
  tags: ["evaluation"],
  request: {
    query: z.object({
      suite: z
        .union([z.string(), z.array(z.string())], "name a suite: ?suite=glue/sst2")
        .transform((suite) => [...new Set([suite].flat())])
        .openapi({ type: "array", items: { type: "string" }, example: ["glue/sst2"] }),
      weights: WeightsParameter,
      against: z.string().optional().openapi({
        example: "sst2-teacher",
        description: "Hold all others against this model, `id` or `id@version`, instead of their teachers",
      }),
    }),
  },
  responses: {
    200: { description: "Best first", content: { ...json(Board), ...csv } },
    404: problem("No such suite, or no model as named by `against`"),
    422: problem("No suite is named, or the weights make no sense"),
    500: problem("The stored manifest is damaged"),
  },
});

export const leaderboardApi = newApi().openapi(getLeaderboard, async (c) => {
  const { suite: ids, weights, against } = c.req.valid("query");
  const suites = await Promise.all(ids.map((id) => findSuite(c.env, id)));
  const reference = against === undefined ? undefined : parseModelRef(against);
  const contenders = await findContenders(
    c.env,
    suites.map(({ info }) => info),
    reference?.id,
  );
  const isReference = ({ model, version }: Contender) =>
    model === reference?.id && (reference.version === undefined || version === reference.version);
  if (against !== undefined && !contenders.some(isReference)) throw missingModel(against);
  const board = leaderboard(contenders, ids, weights);
  return wantsCsv(c) ? csvResponse(c, columns(ids), board.rows) : c.json(board, 200);
});

const columns = (suites: readonly string[]): Columns<LeaderboardRow> => ({
  rank: (row) => row.rank,
  model: (row) => row.model,
  version: (row) => row.version,
  method: (row) => row.method,
  parameters: (row) => row.parameters,
  bytes: (row) => row.bytes,
  compression_parameters: (row) => row.compression?.parameters,
  compression_bytes: (row) => row.compression?.bytes,
  ...Object.fromEntries(
    suites.flatMap((suite) => [
      [suite, (row: LeaderboardRow) => row.scores[suite]?.value],
      [`${suite} low`, (row: LeaderboardRow) => row.scores[suite]?.ci95?.[0]],
      [`${suite} high`, (row: LeaderboardRow) => row.scores[suite]?.ci95?.[1]],
      [`${suite} run`, (row: LeaderboardRow) => row.scores[suite]?.run],
    ]),
  ),
  retention: (row) => row.retention,
  ...Object.fromEntries(
    suites.flatMap((suite) => [
      [`${suite} against`, (row: LeaderboardRow) => row.differences[suite]?.against],
      [`${suite} difference`, (row: LeaderboardRow) => row.differences[suite]?.difference],
      [`${suite} p_holm`, (row: LeaderboardRow) => row.differences[suite]?.p_holm],
      [`${suite} verdict`, (row: LeaderboardRow) => row.differences[suite]?.verdict],
    ]),
  ),
  robustness: (row) => row.robustness,
  latency_p50: (row) => row.latency?.p50,
  latency_p95: (row) => row.latency?.p95,
  latency_p99: (row) => row.latency?.p99,
  latency_machine: (row) => row.latency?.machine,
  latency_method: (row) => row.latency?.method,
  callable: (row) => row.callable,
  pareto: (row) => row.pareto,
  dynascore: (row) => row.dynascore,
  subset: (row) => row.subset,
  teacher: (row) => row.teacher,
});
