/** `GET /v1/comparisons`: two models, or two runs, row by row on the same suite. */
import { createRoute, z } from "@hono/zod-openapi";
import { type Comparison, compareClassification } from "../../eval/comparison/compare-classification.ts";
import { wilson } from "../../eval/statistics/wilson.ts";
import type { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Env } from "../env.ts";
import { newApi } from "../http/api.ts";
import { json } from "../http/json.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { modelStoreOf } from "../runtime/models.ts";
import { comparisonStore } from "../storage/comparison-store.ts";
import { openPredictions } from "../storage/predictions.ts";
import { runStore } from "../storage/run-store.ts";
import { readRows } from "../storage/suite-rows.ts";
import { suiteStore } from "../storage/suite-store.ts";

const Ends = z.tuple([z.number(), z.number()]);

const figures = {
  n: z.int().openapi({ description: "Rows compared" }),
  a: z.number().openapi({ description: "Accuracy of a" }),
  b: z.number(),
  difference: z.number().openapi({ description: "a - b" }),
  ci95: Ends.openapi({ description: "Of the difference: Newcombe's method 10 for paired proportions" }),
  test: z.literal("mcnemar-exact"),
  p_value: z.number(),
  discordant: z.strictObject({ a_only: z.int(), b_only: z.int() }).openapi({ description: "Rows only one got right" }),
  agreement: z.number().openapi({ description: "Share of rows with equal predicted labels" }),
};

const Side = z.strictObject({
  model: z.string(),
  version: z.string().nullable(),
  run: z.string(),
  ci95: Ends.openapi({ description: "Of the accuracy: Wilson's" }),
});

const ComparisonAnswer = z
  .strictObject({
    suite: z.string(),
    metric: z.literal("accuracy"),
    ...figures,
    models: z.strictObject({ a: Side, b: Side }),
    slices: z.array(z.strictObject({ by: z.enum(["label", "length"]), value: z.string(), ...figures })),
    examples: z
      .array(
        z.strictObject({
          id: z.string(),
          gold: z.string(),
          a: z.string().nullable(),
          b: z.string().nullable(),
          text_a: z.string().optional(),
          text_b: z.string().optional(),
        }),
      )
      .openapi({ description: "Rows that only one got right, at most 200; none for a `scored-only` suite" }),
  })
  .openapi("Comparison");

const getComparison = createRoute({
  method: "get",
  path: "/v1/comparisons",
  summary: "Compare two models row by row",
  tags: ["evaluation"],
  request: {
    query: z
      .object({
        a: z.string().optional().openapi({ example: "sst2-teacher", description: "`id` or `id@version`" }),
        b: z.string().optional().openapi({ example: "sst2-pkd-skip" }),
        suite: z.string().optional().openapi({ example: "glue/sst2" }),
        run_a: z.string().optional().openapi({ description: "With `run_b`, instead of `a`, `b` and `suite`" }),
        run_b: z.string().optional(),
      })
      .refine((q) => (q.run_a && q.run_b ? !q.a && !q.b : q.a && q.b && q.suite && !q.run_a && !q.run_b), {
        message: "give a, b and suite, or run_a and run_b",
      }),
  },
  responses: {
    200: { description: "The comparison", content: json(ComparisonAnswer) },
    404: problem("No such model, suite or run, or no complete run yet"),
    409: problem("The runs can't be paired"),
    422: problem("The parameters make no sense"),
    500: problem("The stored card is damaged"),
  },
});

export const comparisonsApi = newApi().openapi(getComparison, async (c) => {
  const { a, b, suite, run_a, run_b } = c.req.valid("query");
  const runs =
    run_a && run_b
      ? [await findRun(c.env, run_a), await findRun(c.env, run_b)]
      : [await findLatest(c.env, a!, suite!), await findLatest(c.env, b!, suite!)];
  const [first, second] = runs as [RunRecord, RunRecord];
  if (first.suite !== second.suite) {
    throw new ProblemError(422, "suite-mismatch", `${first.id} is on ${first.suite}, ${second.id} on ${second.suite}.`);
  }
  if (first.suite_sha256 !== second.suite_sha256) {
    throw new ProblemError(
      409,
      "not-comparable",
      `${first.id} and ${second.id} are on different rows of ${first.suite}.`,
    );
  }
  const comparison = await compared(c.env, first, second);
  const models = { a: side(first, comparison.a, comparison.n), b: side(second, comparison.b, comparison.n) };
  return c.json({ suite: first.suite, metric: "accuracy" as const, models, ...comparison }, 200);
});

const side = ({ model, version, id }: RunRecord, accuracy: number, n: number) => ({
  model,
  version,
  run: id,
  ci95: wilson(Math.round(accuracy * n), n),
});

/** The stored comparison, or a new one, stored. Texts and examples are those the suite's visibility allows. */
async function compared(env: Env, a: RunRecord, b: RunRecord): Promise<Comparison> {
  const store = comparisonStore(env.DB);
  const stored = await store.get(a.id, b.id);
  if (stored !== null) return stored;

  const suite = await suiteStore(env.DB).get(a.suite);
  const present = suite?.status === "ready" && suite.info.sha256 === a.suite_sha256;
  const rows = present ? await readRows(env.BUCKET, a.suite, a.suite_sha256) : null;
  const outcome = compareClassification(await readAll(env, a), await readAll(env, b), rows ?? undefined);
  if (outcome.kind === "refused") throw new ProblemError(409, "not-comparable", `${capitalised(outcome.reason)}.`);
  const { comparison } = outcome;
  // An example tells its row's gold, if only by which of two models was right.
  if (suite?.info.visibility !== "public") comparison.examples = [];
  await store.put(a.id, b.id, a.suite, comparison);
  return comparison;
}

async function readAll(env: Env, { id }: RunRecord): Promise<ClassificationPrediction[]> {
  const predictions = await openPredictions(env.BUCKET, id);
  if (predictions === null)
    throw new ProblemError(404, "predictions-missing", `The predictions of run ${id} are not here.`);
  const all: ClassificationPrediction[] = [];
  for await (const prediction of predictions) all.push(prediction);
  return all;
}

async function findRun(env: Env, id: string): Promise<RunRecord> {
  const run = await runStore(env.DB).get(id);
  if (run === null) throw new ProblemError(404, "run-missing", `There is no run ${id.slice(0, 100)}.`);
  return run;
}

/** The run that stands for a model on a suite: of the version named, of the current one, or of one known by runs alone. */
async function findLatest(env: Env, ref: string, suite: string): Promise<RunRecord> {
  if ((await suiteStore(env.DB).get(suite)) === null)
    throw new ProblemError(404, "suite-missing", `There is no suite ${suite.slice(0, 100)}.`);
  const [model, named] = ref.split("@") as [string, string | undefined];
  const lookup = await modelStoreOf(env).card(model, named);
  if (lookup.kind === "damaged") throw new ProblemError(500, "model-damaged", `${lookup.reason}.`);
  const run =
    lookup.kind === "found"
      ? await runStore(env.DB).latest(model, lookup.version, suite)
      : (await runStore(env.DB).latestOn(suite)).find(
          (other) => other.model === model && (named === undefined || other.version === named),
        );
  if (run) return run;
  if (lookup.kind === "missing")
    throw new ProblemError(404, "model-missing", `There is no model ${ref.slice(0, 100)}.`);
  throw new ProblemError(
    404,
    "run-missing",
    `${model}@${lookup.version} has no whole run on ${suite}: evaluate it first.`,
  );
}

const capitalised = (text: string) => text[0]!.toUpperCase() + text.slice(1);
