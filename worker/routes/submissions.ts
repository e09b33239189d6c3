/** `POST /v1/submissions`: predictions made elsewhere, scored like our own. */
import { createRoute, z } from "@hono/zod-openapi";
import { DEFAULTS } from "../../eval/statistics/resampling.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { quoteIntegerIds } from "../../r2-assets/format/exact-json.ts";
import { predictionsKey, runPrefix, runRecordKey } from "../../r2-assets/format/keys.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { isSealed } from "../../r2-assets/format/suite.ts";
import { requireScope } from "../auth/require-scope.ts";
import type { Env } from "../env.ts";
import { metricFigures, sliceFigures } from "../evaluation/run-figures.ts";
import { type Mistakes, scoreSubmission } from "../evaluation/score-submission.ts";
import { newApi } from "../http/api.ts";
import { authProblems } from "../http/auth-problems.ts";
import { bodyProblems, jsonBody } from "../http/body.ts";
import { json } from "../http/json.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { sightOf } from "../looks/request-sight.ts";
import { shownRun, WireRun } from "../looks/wire-run.ts";
import { absentSuite, findReadySuite } from "../lookups/find-suite.ts";
import { STEPS_PER_ROW, workInTurns } from "../runtime/work-in-turns.ts";
import { deletePrefix } from "../storage/delete-prefix.ts";
import { runStore } from "../storage/run-store.ts";
import { suiteClusters } from "../storage/suite-clusters.ts";
import { newRunId } from "../workflows/evaluations.ts";

const SUBMISSION_LIMIT_BYTES = 20 * 2 ** 20;

const Submission = z
  .strictObject({
    suite: z.string().openapi({ example: "glue/sst2" }),
    model: z.strictObject({
      name: z
        .string()
        .max(64)
        .regex(
          /^[a-z0-9]+([.-][a-z0-9]+)*$/,
          "a name is lower-case words joined by hyphens or dots, at most 64 characters",
        )
        .openapi({ example: "bert-large", description: "The run shows it as `external/<name>`" }),
      parameters: z.int().positive().optional(),
      bytes: z.int().positive().optional(),
    }),
    predictions: z.array(z.unknown()).openapi({
      description: "One item a row of the suite, in any order; their fields stand above",
      example: [{ id: "sst2-dev-0", label: "positive" }],
    }),
  })
  .openapi("Submission");

const submit = createRoute({
  method: "post",
  path: "/v1/submissions",
  summary: "Submit the predictions of a model that does not run here",
  description: [
    "One item a row of the suite, none left out, at most 20 MiB; ids are strings, or integers of any length in digits; a label that is a number is the one spelt so, else an index:",
    "- text-classification: `{id, label}`, by name or index, or `{id, scores: {label: p}}`, or both; `tags` too where rows have slots (snips, atis), one tag a space-separated token of `text_a`",
    "- multi-label-classification: `{id, labels}`, those that hold, by name or index, or `{id, scores: {label: p}}`, of which hold those of at least 0.5, or both",
    "- text-regression: `{id, score}`, in the suite's own unit",
    "- token-classification: `{id, tags}`, one tag a token, in any of IO, IOB1, IOB2, BIOES and BILOU; the run says which it was",
    "- question-answering: `{id, answer, no_answer_probability?}`, the answer empty where there is none",
    "- behavioural suites: `{id, labels}`, by name or index, or `{id, scores: [{label: p}]}`, or both, one entry a text",
    "",
    "All of it is scored, or nothing.",
  ].join("\n"),
  tags: ["evaluation"],
  security: [{ key: [] }],
  middleware: [requireScope("evaluate"), jsonBody(SUBMISSION_LIMIT_BYTES, quoteIntegerIds)] as const,
  request: { body: { required: true, content: json(Submission) } },
  responses: {
    201: {
      description: "The run's record",
      headers: z.object({ location: z.string() }),
      content: json(WireRun),
    },
    ...authProblems,
    ...bodyProblems,
    404: problem("No such suite"),
    409: problem("The suite is known, but its rows are not here"),
  },
});

/** How often a draw looks at a row: some three metrics are resampled, over the whole and in slices. */
const LOOKS = 6;

export const submissionsApi = newApi().openapi(submit, async (c) => {
  const { suite, model, predictions } = c.req.valid("json");
  const { info } = await findReadySuite(c.env, suite);
  const steps = predictions.length * (2 * STEPS_PER_ROW + LOOKS * DEFAULTS.draws);
  const found = await workInTurns({ steps, signal: c.req.raw.signal }, async (turn) => {
    const clusters = await suiteClusters(c.env.BUCKET, info);
    const scored = await scoreSubmission(c.env.BUCKET, info, clusters, predictions, turn);
    if (scored.kind === "absent") throw absentSuite(suite);
    if (scored.kind === "refused") throw refusal(scored.mistakes);
    const metrics = await metricFigures(scored.tally, info.metrics, turn, clusters?.by);
    return { ...scored, metrics, slices: await sliceFigures(scored.tally, info.visibility, turn, clusters?.by) };
  });
  const { tally, ndjson, tags, metrics, slices } = found;
  const now = new Date();
  const record: RunRecord = {
    id: newRunId(now),
    suite: info.id,
    suite_sha256: info.sha256,
    rows: tally.rows,
    model: `external/${model.name}`,
    version: null,
    method: null,
    runtime: null,
    metrics,
    primary: info.metrics[0]!,
    errors: tally.errors,
    ...(isSealed(info) && { sealed: true as const }),
    ...(tally.leftOut && { left_out: tally.leftOut }),
    ...(slices.length > 0 && { slices }),
    ...tags,
    predictions_sha256: await sha256(ndjson),
    ...(model.parameters !== undefined && { parameters: model.parameters }),
    ...(model.bytes !== undefined && { bytes: model.bytes }),
    created_at: now.toISOString(),
    code: c.env.RETORT_CODE ?? "unknown",
  };
  await store(c.env, record, ndjson);
  c.header("location", `/v1/runs/${record.id}`);
  const sight = sightOf(c);
  if (record.sealed) await sight.see(record);
  return c.json(shownRun(record, (await sight.count())[record.suite]), 201);
});

function refusal({ first, count }: Mistakes): ProblemError {
  const { path, message } = first[0]!;
  const more = count > 1 ? ` (and ${count - 1} more)` : "";
  return new ProblemError(422, "invalid-predictions", `${path}: ${message}${more}.`, first);
}

/** Predictions first and the record last: a run that is known is whole. What a failure leaves behind is deleted. */
async function store({ BUCKET, DB }: Env, record: RunRecord, ndjson: string): Promise<void> {
  try {
    await BUCKET.put(predictionsKey(record.id), ndjson);
    await BUCKET.put(runRecordKey(record.id), `${JSON.stringify(record, null, 2)}\n`);
    await runStore(DB).put(record);
  } catch (error) {
    await deletePrefix(BUCKET, runPrefix(record.id));
    throw error;
  }
}
