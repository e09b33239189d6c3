/** `GET /v1/leaderboard`: every model's newest whole run on the suites asked for, ranked. */
import { createRoute, z } from "@hono/zod-openapi";
import { type Contender, type Latency, leaderboard, type Score } from "../../eval/leaderboard/leaderboard.ts";
import { compressionOf } from "../../r2-assets/format/card.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Env } from "../env.ts";
import { newApi } from "../http/api.ts";
import { json } from "../http/json.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { modelStoreOf } from "../runtime/models.ts";
import { measurementStore } from "../storage/measurement-store.ts";
import { runStore } from "../storage/run-store.ts";
import { suiteStore } from "../storage/suite-store.ts";

const Fractions = z.strictObject({ parameters: z.number(), bytes: z.number() });

const Row = z
  .strictObject({
    model: z.string(),
    version: z.string().nullable(),
    method: z.string().nullable(),
    parameters: z.int().nullable(),
    bytes: z.int().nullable(),
    compression: Fractions.nullable(),
    scores: z.record(
      z.string(),
      z.strictObject({ value: z.number(), ci95: z.tuple([z.number(), z.number()]).nullable(), run: z.string() }),
    ),
    retention: z.number().nullable().openapi({ description: "Primary metric over the teacher's" }),
    robustness: z.null(),
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
    callable: z.boolean().openapi({ description: "Whether the model answers here" }),
    pareto: z.boolean().nullable().openapi({ description: "No other row scores as well in as few bytes" }),
    rank: z.int().nullable(),
    dynascore: z.null(),
  })
  .openapi("LeaderboardRow");

const getLeaderboard = createRoute({
  method: "get",
  path: "/v1/leaderboard",
  summary: "Models ranked on suites",
  tags: ["evaluation"],
  request: {
    query: z.object({
      suite: z
        .union([z.string(), z.array(z.string())], "name a suite: ?suite=glue/sst2")
        .transform((suite) => [...new Set([suite].flat())])
        .openapi({ type: "array", items: { type: "string" }, example: ["glue/sst2"] }),
    }),
  },
  responses: {
    200: { description: "Best first", content: json(z.strictObject({ rows: z.array(Row) })) },
    404: problem("No such suite"),
    422: problem("No suite is named"),
    500: problem("The stored manifest is damaged"),
  },
});

export const leaderboardApi = newApi().openapi(getLeaderboard, async (c) => {
  const { suite: suites } = c.req.valid("query");
  for (const suite of suites) {
    if ((await suiteStore(c.env.DB).get(suite)) === null)
      throw new ProblemError(404, "suite-missing", `There is no suite ${suite.slice(0, 100)}.`);
  }
  const runs = (await Promise.all(suites.map((suite) => runStore(c.env.DB).latestOn(suite)))).flat();
  const served = await servedModels(c.env, runs);
  const recorded = recordedModels(
    runs,
    served.map(({ model }) => model),
  );
  return c.json({ rows: leaderboard([...served, ...recorded], suites) }, 200);
});

/** The current version of every model in the bucket. */
async function servedModels(env: Env, runs: readonly RunRecord[]): Promise<Contender[]> {
  const store = modelStoreOf(env);
  const list = await store.list();
  if (list.kind === "damaged") throw new ProblemError(500, "model-damaged", `${list.reason}.`);
  const contenders = list.models.map(async ({ id, version }): Promise<Contender[]> => {
    const lookup = await store.card(id, version);
    if (lookup.kind !== "found") return []; // asking for this model says what is wrong with it
    const { card } = lookup;
    const scores = scoresOf(runs.filter((run) => run.model === id && run.version === version));
    const { method, parameters, bytes } = card;
    return [
      {
        model: id,
        version,
        method,
        parameters,
        bytes,
        compression: compressionOf(card),
        teacher: card.teacher?.id ?? null,
        scores,
        latency: await latencyOf(env, id, version),
        callable: true,
      },
    ];
  });
  return (await Promise.all(contenders)).flat();
}

/** Models known by their runs alone, each by the version of its newest one. */
function recordedModels(runs: readonly RunRecord[], served: readonly string[]): Contender[] {
  const others = runs.filter(({ model }) => !served.includes(model));
  const newest = new Map<string, RunRecord>();
  for (const run of others) {
    const known = newest.get(run.model);
    if (known === undefined || run.created_at > known.created_at) newest.set(run.model, run);
  }
  return [...newest.values()].map(({ model, version, method }) => ({
    model,
    version,
    method,
    parameters: null,
    bytes: null,
    compression: null,
    teacher: null,
    scores: scoresOf(others.filter((run) => run.model === model && run.version === version)),
    latency: null,
    callable: false,
  }));
}

/** By suite; a run whose primary metric is undefined gives no score. */
function scoresOf(runs: readonly RunRecord[]): Record<string, Score> {
  return Object.fromEntries(
    runs.flatMap(({ id, suite, metrics, primary }) => {
      const figure = metrics[primary];
      return figure?.value == null ? [] : [[suite, { value: figure.value, ci95: figure.ci95, run: id }]];
    }),
  );
}

async function latencyOf(env: Env, model: string, version: string): Promise<Latency | null> {
  const measured = await measurementStore(env.DB).latest(model, version);
  if (measured === null) return null;
  const { p50, p95, p99, n, tokens, batch, machine, method, measured_at } = measured;
  return { p50, p95, p99, n, tokens, batch, machine, method, measured_at };
}
