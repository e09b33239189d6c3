/** `/v1/evals`: evaluations, from asking for one to its end. What they find is under `/v1/runs`. */

import { createRoute, z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import { KINDS } from "../../eval/kinds/index.ts";
import { schemeOfLabels } from "../../eval/tags/label-tags.ts";
import { Runtime } from "../../r2-assets/format/names.ts";
import { isSealed, kindOf } from "../../r2-assets/format/suite.ts";
import { requireScope } from "../auth/require-scope.ts";
import type { Env } from "../env.ts";
import { EVAL_COLUMNS, EvalState, stateOf } from "../evaluation/eval-state.ts";
import { newApi } from "../http/api.ts";
import { authProblems } from "../http/auth-problems.ts";
import { bodyProblems, jsonBody } from "../http/body.ts";
import { csv, csvResponse, wantsCsv } from "../http/csv.ts";
import { json } from "../http/json.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { findCard } from "../lookups/find-card.ts";
import { findPerturbation } from "../lookups/find-perturbation.ts";
import { findReadySuite } from "../lookups/find-suite.ts";
import { missingEvaluation } from "../lookups/missing.ts";
import { RUNTIMES, runtimesFor } from "../runtime/runtimes.ts";
import { EVAL_STATUSES, type Evaluation, evalStore, isOver } from "../storage/eval-store.ts";
import type { EvaluationParams } from "../storage/evaluation-params.ts";
import {
  cancelEvaluation,
  newRunId,
  readEvaluation,
  reviveEvaluations,
  startEvaluation,
} from "../workflows/evaluations.ts";
import { sweepEvaluations } from "../workflows/queue.ts";

const EvalRequest = z
  .strictObject({
    model: z.string().openapi({ example: "sst2-pkd-skip", description: "`id` or `id@version`" }),
    suite: z.string().openapi({ example: "glue/sst2" }),
    limit: z.int().positive().optional().openapi({ description: "Score the first so many rows only" }),
    sample: z.int().positive().optional().openapi({
      description: "Score the so many rows whose ids have the smallest adler32; of a behavioural suite: so many a test",
    }),
    perturbation: z
      .string()
      .optional()
      .openapi({ example: "CharTypos", description: "Score the rows it changes, changed; the run counts the others" }),
    runtime: Runtime.optional().openapi({ description: "The engine unless given" }),
  })
  .openapi("EvalRequest");

const tags = ["evaluation"];
const security = [{ key: [] }];
const EvalId = z.object({ id: z.string() });

const startEval = createRoute({
  method: "post",
  path: "/v1/evals",
  summary: "Evaluate a model on a suite",
  description:
    "The model's version and the suite's rows are those of now, whatever is released or uploaded meanwhile. Two " +
    "evaluations run at once; those that wait get their turns round the API keys that asked for them.",
  tags,
  security,
  middleware: [requireScope("evaluate"), jsonBody()] as const,
  request: { body: { required: true, content: json(EvalRequest) } },
  responses: {
    202: {
      description: "Queued",
      headers: z.object({ location: z.string() }),
      content: json(z.strictObject({ id: z.string(), status: z.literal("queued") })),
    },
    ...authProblems,
    404: problem("No such model, version or suite"),
    409: problem("The suite is known, but its rows are not here"),
    ...bodyProblems,
    500: problem("The stored model is damaged, or bucket or database do not answer"),
  },
});

const listEvals = createRoute({
  method: "get",
  path: "/v1/evals",
  summary: "List evaluations",
  tags,
  request: {
    query: z.object({
      status: z.enum(EVAL_STATUSES).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
  },
  responses: {
    200: { description: "Newest first", content: { ...json(z.strictObject({ evals: z.array(EvalState) })), ...csv } },
    422: problem("A parameter makes no sense"),
  },
});

const reviveEvals = createRoute({
  method: "post",
  path: "/v1/evals/resume",
  summary: "Set evaluations going again that a crash of the server left standing, and the queue with them",
  tags,
  security,
  middleware: [requireScope("admin")] as const,
  responses: {
    200: { description: "Those that run again", content: json(z.strictObject({ resumed: z.array(z.string()) })) },
    ...authProblems,
  },
});

const getEval = createRoute({
  method: "get",
  path: "/v1/evals/{id}",
  summary: "Where an evaluation stands",
  tags,
  request: { params: EvalId },
  responses: { 200: { description: "Its state", content: json(EvalState) }, 404: problem("No such evaluation") },
});

const followEval = createRoute({
  method: "get",
  path: "/v1/evals/{id}/events",
  summary: "Follow an evaluation",
  description:
    "Server-sent events named `progress`, each with the state as its data; the last has a final status. The stream ends " +
    "after two minutes at the latest: an EventSource connects again by itself and gets the state of then, or, where it has the " +
    "final one, the 204 at which it stays away.",
  tags,
  request: {
    params: EvalId,
    headers: z.object({
      "last-event-id": z.string().optional().openapi({ description: "The id of the last event that was received" }),
    }),
  },
  responses: {
    200: { description: "The stream", content: { "text/event-stream": { schema: z.string() } } },
    204: { description: "The last event was the final one" },
    404: problem("No such evaluation"),
  },
});

const cancelEval = createRoute({
  method: "delete",
  path: "/v1/evals/{id}",
  summary: "Cancel an evaluation",
  tags,
  security,
  middleware: [requireScope("evaluate")] as const,
  request: { params: EvalId },
  responses: {
    200: { description: "Its state", content: json(EvalState) },
    ...authProblems,
    404: problem("No such evaluation"),
    409: problem("It is over"),
  },
});

const POLL_MS = 500;
/** Proxies close silent connections after a minute or less: say something every 15 s. */
const SILENT_POLLS = 30;
/** Each poll asks database and Workflow, and a request may make 1,000 such calls. */
const MOST_POLLS = 240;
const SWEEP_POLLS = 20;

export const evalsApi = newApi()
  .openapi(startEval, async (c) => {
    const { model: ref, suite: suiteId, limit, sample, perturbation, runtime: wanted } = c.req.valid("json");
    const { version, card } = await findCard(c.env, ref);
    const runtime = wanted ?? runtimesFor(card)[0] ?? RUNTIMES[0];
    const { info } = await findReadySuite(c.env, suiteId);
    if (card.task !== info.task) {
      const behavioural = info.behavioural ? "behavioural " : "";
      throw new ProblemError(
        422,
        "task-mismatch",
        `${ref} does ${card.task}; ${suiteId} is a ${behavioural}${info.task} suite.`,
      );
    }
    if (info.visibility === "scored-only" && (limit ?? sample) !== undefined) {
      const detail = `${suiteId} is scored-only: figures of a part of its rows would tell their gold, so leave out limit and sample.`;
      throw new ProblemError(422, "suite-scored-only", detail);
    }
    const mismatch = KINDS[kindOf(info)].labelMismatch(card.labels, info);
    if (mismatch !== null) {
      throw new ProblemError(422, "label-mismatch", `${ref} can't be scored on ${suiteId}: ${mismatch}.`);
    }
    const now = new Date();
    const labels = info.labels ?? (info.behavioural ? card.labels : undefined);
    const tags = card.task === "token-classification" ? card.labels : info.tag_scheme && card.slots;
    const tag_scheme = tags && schemeOfLabels(tags);
    const params: EvaluationParams = {
      id: newRunId(now),
      model: card.id,
      version,
      method: card.method,
      card: {
        ...{ parameters: card.parameters, bytes: card.bytes, teacher: card.teacher },
        ...(card.training?.subset && { subset: card.training.subset }),
        ...(tag_scheme && { tag_scheme }),
      },
      runtime,
      suite: info.id,
      suite_sha256: info.sha256,
      kind: kindOf(info),
      ...(labels && { labels }),
      ...(info.label_map && { label_map: info.label_map }),
      ...(info.unanswerable && { unanswerable: info.unanswerable }),
      ...(info.script && { script: info.script }),
      ...(info.group && { group: info.group }),
      ...(info.clusters_sha256 && { clusters_sha256: info.clusters_sha256 }),
      metrics: info.metrics,
      visibility: info.visibility,
      ...(isSealed(info) && { sealed: true as const }),
      ...(limit !== undefined && { limit }),
      ...(sample !== undefined && { sample }),
      ...(perturbation !== undefined && { perturbation: findPerturbation(perturbation, info) }),
      created_at: now.toISOString(),
      code: c.env.RETORT_CODE ?? "unknown",
    };
    // A guess until the plan has counted: of a behavioural suite a sample is so many a test, and a test may have fewer.
    const rows = Math.min(info.rows, limit ?? info.rows, (sample ?? info.rows) * (info.tests ?? 1));
    await startEvaluation(c.env, params, c.var.keyId!, rows);
    c.header("location", `/v1/evals/${params.id}`);
    return c.json({ id: params.id, status: "queued" as const }, 202);
  })
  .openapi(listEvals, async (c) => {
    const { status, limit } = c.req.valid("query");
    const evals = (await evalStore(c.env.DB).list(status, limit)).map(stateOf);
    return wantsCsv(c) ? csvResponse(c, EVAL_COLUMNS, evals) : c.json({ evals }, 200);
  })
  .openapi(reviveEvals, async (c) => c.json({ resumed: await reviveEvaluations(c.env) }, 200))
  .openapi(getEval, async (c) => c.json(stateOf(await findEval(c.env, c.req.valid("param").id)), 200))
  .openapi(followEval, async (c) => {
    const { id } = c.req.valid("param");
    let evaluation = await findEval(c.env, id);
    if (isOver(evaluation.status) && c.req.header("last-event-id") === eventId(evaluation)) return c.body(null, 204);
    return streamSSE(c, async (stream) => {
      let sent = "";
      let sentAt = 0;
      for (let poll = 0; poll < MOST_POLLS && !stream.aborted; poll++) {
        if (poll > 0) {
          await stream.sleep(POLL_MS);
          evaluation = await findEval(c.env, id);
        }
        // Locally no cron looks after the queue; who waits in it does.
        if (evaluation.status === "queued" && poll % SWEEP_POLLS === 0) await sweepEvaluations(c.env);
        const data = JSON.stringify(stateOf(evaluation));
        if (data !== sent) await stream.writeSSE({ event: "progress", data, id: eventId(evaluation) });
        else if (poll - sentAt >= SILENT_POLLS) await stream.write(": still there\n\n");
        else continue;
        [sent, sentAt] = [data, poll];
        if (isOver(evaluation.status)) return;
      }
    });
  })
  .openapi(cancelEval, async (c) => {
    const { id } = c.req.valid("param");
    const { status, params } = await findEval(c.env, id);
    if (isOver(status) || !(await cancelEvaluation(c.env, params))) {
      const now = await findEval(c.env, id);
      throw new ProblemError(409, "evaluation-over", `The evaluation ${id} is already ${now.status}.`);
    }
    return c.json(stateOf(await findEval(c.env, id)), 200);
  });

/** Of the event that tells this state. An EventSource that comes back says which it had last. */
const eventId = ({ status, progress }: Evaluation) => `${status}-${progress.done}`;

/** Throws the 404 problem for an id that was never given out. */
async function findEval(env: Env, id: string): Promise<Evaluation> {
  const evaluation = await readEvaluation(env, id);
  if (evaluation === null) throw missingEvaluation(id);
  return evaluation;
}
