/** `GET /v1/leaderboard`: every model's newest whole run on the suites asked for, ranked. */
import { createRoute, z } from "@hono/zod-openapi";
import { Leaderboard, LeaderboardRow, MEASURE_NAMES } from "../../eval/leaderboard/board.ts";
import type { Contender } from "../../eval/leaderboard/contender.ts";
import { leaderboard, withRankRanges } from "../../eval/leaderboard/leaderboard.ts";
import { parseWeights, type Weights } from "../../eval/leaderboard/weights.ts";
import { parseModelRef, Runtime } from "../../r2-assets/format/names.ts";
import { findContenders } from "../analysis/contenders.ts";
import { rankRanges } from "../analysis/rank-ranges.ts";
import { newApi } from "../http/api.ts";
import { type Columns, csv, csvResponse, wantsCsv } from "../http/csv.ts";
import { json } from "../http/json.ts";
import { problem } from "../http/problem.ts";
import { SEALED, sightOf } from "../looks/request-sight.ts";
import { findSuite } from "../lookups/find-suite.ts";
import { missingModel } from "../lookups/missing.ts";

const Board = Leaderboard.extend({ rows: z.array(LeaderboardRow.openapi("LeaderboardRow")) }).openapi("Leaderboard");

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
      runtime: Runtime.optional().openapi({
        description:
          "Count only runs that this runtime made: ask twice to compare runtimes. Else the newest counts, whatever made it",
      }),
    }),
  },
  responses: {
    200: { description: "Best first", content: { ...json(Board), ...csv } },
    401: problem(SEALED),
    404: problem("No such suite, or no model as named by `against`"),
    422: problem("No suite is named, or the weights make no sense"),
    500: problem("The stored manifest is damaged, or bucket or database do not answer"),
  },
});

export const leaderboardApi = newApi().openapi(getLeaderboard, async (c) => {
  const { suite: ids, weights, against, runtime } = c.req.valid("query");
  const suites = await Promise.all(ids.map((id) => findSuite(c.env, id)));
  const reference = against === undefined ? undefined : parseModelRef(against);
  const infos = suites.map(({ info }) => info);
  const sight = sightOf(c);
  const analyst = { env: c.env, signal: c.req.raw.signal, sight };
  const contenders = await findContenders(analyst, infos, { against: reference?.id, runtime });
  const isReference = ({ model, version }: Contender) =>
    model === reference?.id && (reference.version === undefined || version === reference.version);
  if (against !== undefined && !contenders.some(isReference)) throw missingModel(against);
  const ranked = leaderboard(contenders, ids, weights);
  const board =
    ranked.ranked_by === "performance" ? withRankRanges(ranked, await rankRanges(analyst, contenders, infos)) : ranked;
  const looks = await sight.count();
  if (wantsCsv(c)) return csvResponse(c, columns(ids), board.rows);
  return c.json({ ...board, ...(Object.keys(looks).length > 0 && { looks }) }, 200);
});

const columns = (suites: readonly string[]): Columns<LeaderboardRow> => ({
  rank: (row) => row.rank,
  rank_low: (row) => row.rank_range?.[0],
  rank_high: (row) => row.rank_range?.[1],
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
      [`${suite} runtime`, (row: LeaderboardRow) => row.scores[suite]?.runtime],
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
  latency_runtime: (row) => row.latency?.runtime,
  latency_machine: (row) => row.latency?.machine,
  latency_method: (row) => row.latency?.method,
  callable: (row) => row.callable,
  pareto: (row) => row.pareto,
  dynascore: (row) => row.dynascore,
  subset: (row) => row.subset,
  teacher: (row) => row.teacher,
});
