/** `GET /v1/comparisons`: two models, two runs, or a family of them against one, row by row on the same suite. */
import { createRoute, z } from "@hono/zod-openapi";
import { FamilyComparison, PairComparison } from "../../eval/reports/comparison.ts";
import { adjustFamily } from "../../eval/statistics/adjust-family.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { MetricName } from "../../r2-assets/format/suite.ts";
import { comparePair } from "../analysis/compare-pair.ts";
import { judgePair } from "../analysis/judge-pair.ts";
import { newApi } from "../http/api.ts";
import { type Columns, csv, csvResponse, wantsCsv } from "../http/csv.ts";
import { json } from "../http/json.ts";
import { problem } from "../http/problem.ts";
import { SEALED, sightOf } from "../looks/request-sight.ts";
import { findLatestRun, findRun } from "../lookups/find-run.ts";
import { findSuite } from "../lookups/find-suite.ts";

const PairAnswer = PairComparison.openapi("Comparison");
const FamilyAnswer = FamilyComparison.openapi("ComparisonFamily");

type Member = FamilyComparison["family"][number];

const Names = z
  .union([z.string(), z.array(z.string()).max(50)])
  .transform((names) => [...new Set([names].flat())])
  .optional();
const BETWEEN = "must be a number above 0 and below 1";
const Margin = z.coerce.number({ error: BETWEEN }).gt(0, BETWEEN).lt(1, BETWEEN);
const severalNames = { type: "array", items: { type: "string" } } as const;

const getComparison = createRoute({
  method: "get",
  path: "/v1/comparisons",
  summary: "Compare models row by row",
  description:
    "With several `b` the answer is a `family` of comparisons with `a`, their p adjusted by Holm's method: fix the family before looking. " +
    "With a `margin` b is judged against a: verdicts hold together, each at 1 - 0.05 / their number.",
  tags: ["evaluation"],
  request: {
    query: z
      .object({
        a: z.string().optional().openapi({ example: "sst2-teacher", description: "`id` or `id@version`" }),
        b: Names.openapi({ ...severalNames, example: ["sst2-pkd-skip"] }),
        suite: z.string().optional().openapi({ example: "glue/sst2" }),
        run_a: z.string().optional().openapi({ description: "With `run_b`, instead of `a`, `b` and `suite`" }),
        run_b: Names.openapi(severalNames),
        metric: MetricName.optional().openapi({ description: "Any that the suite lists; the first by default" }),
        margin: Margin.optional().openapi({
          example: 0.01,
          description: "What b may lose, more than 0 and less than 1: each comparison has a `verdict` then",
        }),
        simultaneous_over: z.coerce.number().int().min(1).max(50).optional().openapi({
          description:
            "With `margin`: how many verdicts are given together, where not all are asked for here, so no fewer than there are b; the number of b by default",
        }),
      })
      .refine((q) => (q.run_a && q.run_b ? !q.a && !q.b : q.a && q.b && q.suite && !q.run_a && !q.run_b), {
        message: "give a, b and suite, or run_a and run_b",
      })
      .refine(({ margin, simultaneous_over: over }) => over === undefined || margin !== undefined, {
        path: ["simultaneous_over"],
        error: "it is of verdicts, and no margin is given",
      })
      .refine(({ b, run_b, simultaneous_over: over = 50 }) => (b ?? run_b ?? []).length <= over, {
        path: ["simultaneous_over"],
        error: "must be at least the number of b: their verdicts are given together",
      }),
  },
  responses: {
    200: { description: "The comparison", content: { ...json(z.union([PairAnswer, FamilyAnswer])), ...csv } },
    401: problem(SEALED),
    404: problem("No such model, suite or run, or no complete run yet"),
    409: problem("The runs can't be paired"),
    422: problem("The parameters make no sense"),
    500: problem("The stored card is damaged, or bucket or database do not answer"),
  },
});

export const comparisonsApi = newApi().openapi(getComparison, async (c) => {
  const { a, b, suite, run_a, run_b, metric, margin, simultaneous_over } = c.req.valid("query");
  const sight = sightOf(c);
  let first: RunRecord;
  let others: RunRecord[];
  if (run_a && run_b) {
    first = await findRun(c.env, run_a, sight);
    others = await Promise.all(run_b.map((run) => findRun(c.env, run, sight)));
  } else {
    await findSuite(c.env, suite!);
    first = await findLatestRun(c.env, a!, suite!, sight);
    others = await Promise.all(b!.map((model) => findLatestRun(c.env, model, suite!, sight)));
  }
  const answers: PairComparison[] = [];
  // One after another: a pair's predictions can take megabytes.
  for (const other of others) {
    const analyst = { env: c.env, signal: c.req.raw.signal };
    const comparison = await comparePair(analyst, first, other, metric);
    const models = { a: side(first, comparison.metric), b: side(other, comparison.metric) };
    const judgement = margin !== undefined && { margin, simultaneousOver: simultaneous_over ?? others.length };
    const verdict = judgement && (await judgePair(analyst, first, other, comparison.metric, judgement));
    answers.push({ suite: first.suite, models, ...comparison, ...(verdict && { verdict }) });
  }
  const looks = (await sight.count())[first.suite];
  if (looks !== undefined) for (const answer of answers) answer.looks = looks;
  const family = withHolm(answers);
  if (wantsCsv(c)) return csvResponse(c, COLUMNS, family.flatMap(lines));
  return c.json(answers.length === 1 ? answers[0]! : { family }, 200);
});

const side = ({ model, version, subset, id, metrics }: RunRecord, metric: MetricName) => ({
  model,
  version,
  ...(subset !== undefined && { subset }),
  run: id,
  ci95: metrics[metric]?.ci95 ?? null,
});

function withHolm(answers: readonly PairComparison[]): Member[] {
  const adjusted = adjustFamily(answers, ({ p_value }) => p_value);
  return answers.map((answer, i) => ({ ...answer, p_holm: adjusted[i]! }));
}

/** The whole comparison, then its slices, whose `p_holm` and verdict are empty: they are neither adjusted nor judged. */
const lines = (member: Member) => [
  { member, figures: member, by: undefined, value: undefined, p_holm: member.p_holm, verdict: member.verdict },
  ...member.slices.map((figures) => ({
    ...{ member, figures, by: figures.by, value: figures.value },
    ...{ p_holm: undefined, verdict: undefined },
  })),
];

const COLUMNS: Columns<ReturnType<typeof lines>[number]> = {
  suite: ({ member }) => member.suite,
  model_a: ({ member }) => member.models.a.model,
  version_a: ({ member }) => member.models.a.version,
  run_a: ({ member }) => member.models.a.run,
  model_b: ({ member }) => member.models.b.model,
  version_b: ({ member }) => member.models.b.version,
  run_b: ({ member }) => member.models.b.run,
  by: ({ by }) => by,
  value: ({ value }) => value,
  n: ({ figures }) => figures.n,
  metric: ({ figures }) => figures.metric,
  a: ({ figures }) => figures.a,
  b: ({ figures }) => figures.b,
  difference: ({ figures }) => figures.difference,
  ci95_low: ({ figures }) => figures.ci95?.[0],
  ci95_high: ({ figures }) => figures.ci95?.[1],
  test: ({ figures }) => figures.test,
  p_value: ({ figures }) => figures.p_value,
  p_holm: ({ p_holm }) => p_holm,
  a_only: ({ figures }) => figures.discordant?.a_only,
  b_only: ({ figures }) => figures.discordant?.b_only,
  agreement: ({ figures }) => figures.agreement,
  margin: ({ verdict }) => verdict?.margin,
  verdict: ({ verdict }) => verdict?.outcome,
  verdict_method: ({ verdict }) => verdict?.method,
  verdict_level: ({ verdict }) => verdict?.level,
  loss: ({ verdict }) => verdict?.loss,
  loss_low: ({ verdict }) => verdict?.loss_bounds?.[0],
  loss_high: ({ verdict }) => verdict?.loss_bounds?.[1],
  rows_more: ({ verdict }) => verdict?.rows_more,
};
