/** The evaluation of one model version on one suite, as a Workflow: each step can be retried, and a crash loses one at most. */
import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import { NonRetryableError } from "cloudflare:workflows";
import { predictionsKey, shardsPrefix } from "../../r2-assets/format/keys.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Env } from "../env.ts";
import { metricFigures, sliceFigures } from "../evaluation/run-figures.ts";
import { tallyRun } from "../evaluation/tally-run.ts";
import { modelStoreOf } from "../runtime/models.ts";
import { workInTurns } from "../runtime/work-in-turns.ts";
import { deletePrefix } from "../storage/delete-prefix.ts";
import { evalStore } from "../storage/eval-store.ts";
import { type EvaluationParams, groupedOf, judgingOf } from "../storage/evaluation-params.ts";
import { predictionsDigest } from "../storage/predictions.ts";
import { steadyEnv } from "../storage/steady-env.ts";
import { suiteClusters } from "../storage/suite-clusters.ts";
import { joinInStages } from "./join-in-stages.ts";
import { planShards } from "./plan-shards.ts";
import { endEvaluation } from "./queue.ts";
import { secondsOf } from "./row-cost.ts";
import { type ShardResult, scoreShard } from "./score-shard.ts";
import { writeRecord } from "./write-record.ts";

const RETRIED = {
  retries: { limit: 4, delay: "2 seconds", backoff: "exponential" },
  timeout: "5 minutes",
} as const;

/** Evaluations have their turns in the order in which they come: what they need is not reckoned. */
const EVALUATION = { kind: "evaluation", steps: 0 } as const;

/** An instance that died otherwise than by an error is noticed by `sweepEvaluations`. */
export class EvaluationWorkflow extends WorkflowEntrypoint<Env, EvaluationParams> {
  override async run(event: WorkflowEvent<EvaluationParams>, step: WorkflowStep) {
    await runEvaluation(steadyEnv(this.env), event.payload, step);
  }
}

/**
 * Plans, scores shard by shard, joins the shards, sums up, records. Catches nothing itself: pausing an instance, too,
 * reaches it as a thrown error.
 */
export async function runEvaluation(env: Env, params: EvaluationParams, step: Pick<WorkflowStep, "do">): Promise<void> {
  const { id } = params;
  const { BUCKET } = env;
  const attempt: Attempt = (name, work) =>
    step.do(name, RETRIED, ({ attempt }) => notingDefeat(env, params, attempt, work));

  const plan = await attempt("plan", () => planEvaluation(env, params));
  const results: ShardResult[] = [];
  let before = 0;
  for (const [k, shard] of plan.shards.entries()) {
    const done = before + shard.rows;
    const result = await attempt(`shard ${k}`, async () => {
      const scored = await scoreShard(env, params, plan.rowsKey, shard, k);
      await noteProgress(env, id, done, plan.rows);
      return scored;
    });
    results.push(result);
    before = done;
  }
  const counts = sum(results);
  await joinInStages(BUCKET, results, predictionsKey(id), shardsPrefix(id), attempt);
  const figures = await attempt("figures", async () => {
    if (counts.rows === 0) {
      throw new NonRetryableError(`${params.perturbation} leaves every row of ${params.suite} as it is`);
    }
    const predictions_sha256 = await predictionsDigest(BUCKET, id);
    return workInTurns(EVALUATION, async (turn) => {
      const clusters = await suiteClusters(BUCKET, groupedOf(params));
      const tally = await tallyRun(BUCKET, { id, predictions_sha256 }, params.kind, judgingOf(params), turn, clusters);
      const { rows, errors, leftOut = 0 } = tally;
      const metrics = await metricFigures(tally, params.metrics, turn, clusters?.by);
      return { rows, errors, leftOut, predictions_sha256, metrics };
    });
  });
  const written = { id, predictions_sha256: figures.predictions_sha256 };
  // Apart, as each bootstrap of a long suite takes seconds.
  const slices = await attempt("slices", () =>
    workInTurns(EVALUATION, async (turn) => {
      const clusters = await suiteClusters(BUCKET, groupedOf(params));
      const tally = await tallyRun(BUCKET, written, params.kind, judgingOf(params), turn, clusters);
      return sliceFigures(tally, params.visibility, turn, clusters?.by);
    }),
  );
  await attempt("clean up", () => deletePrefix(BUCKET, shardsPrefix(id)));
  await attempt("record", () => writeRecord(env, params, recordOf(params, { ...counts, ...figures, slices })));
}

type Attempt = <T extends Rpc.Serializable<T>>(name: string, work: () => Promise<T>) => Promise<T>;

/**
 * Ends the evaluation when a step gives up: for good, or at its last attempt. The instance's own state would only tell
 * whoever looks.
 */
async function notingDefeat<T>(env: Env, params: EvaluationParams, attempt: number, work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NonRetryableError || attempt > RETRIED.retries.limit) {
      await endEvaluation(env, params, { status: "failed", error: (error as Error).message });
    }
    throw error;
  }
}

async function planEvaluation(env: Env, params: EvaluationParams) {
  const lookup = await modelStoreOf(env).card(params.model, params.version);
  if (lookup.kind !== "found") throw new NonRetryableError(`there is no model ${params.model}@${params.version}`);
  const seconds = secondsOf(params.kind, lookup.card);
  const plan = await workInTurns(EVALUATION, (turn) => planShards(env.BUCKET, params, seconds, turn));
  await noteProgress(env, params.id, 0, plan.rows);
  return plan;
}

/** Throws for good when the evaluation is over: it was cancelled, and this step just did not know. */
async function noteProgress(env: Env, id: string, done: number, total: number): Promise<void> {
  if (await evalStore(env.DB).progress(id, done, total)) return;
  throw new NonRetryableError("the evaluation is over");
}

const sum = (shards: readonly ShardResult[]) => ({
  rows: shards.reduce((total, { rows }) => total + rows, 0),
  unchanged: shards.reduce((total, { unchanged }) => total + unchanged, 0),
  repaired: shards.reduce((total, { repaired }) => total + repaired, 0),
});

type Findings = Required<
  Pick<RunRecord, "rows" | "unchanged" | "metrics" | "errors" | "slices" | "predictions_sha256">
> & {
  leftOut: number;
  repaired: number;
};

function recordOf(params: EvaluationParams, findings: Findings): RunRecord {
  const { rows, unchanged, metrics, errors, leftOut, repaired, slices, predictions_sha256 } = findings;
  const { id, model, version, method, runtime, suite, suite_sha256, created_at, code } = params;
  const { limit, sample, perturbation } = params;
  return {
    id,
    suite,
    suite_sha256,
    rows,
    model,
    version,
    method,
    runtime,
    metrics,
    primary: params.metrics[0]!,
    errors,
    ...(params.sealed && { sealed: true as const }),
    ...(limit !== undefined && { limit }),
    ...(sample !== undefined && { sample }),
    ...(perturbation !== undefined && { perturbation, unchanged }),
    ...(leftOut > 0 && { left_out: leftOut }),
    ...(slices.length > 0 && { slices }),
    ...params.card,
    ...(repaired > 0 && { repaired_spans: repaired }),
    predictions_sha256,
    created_at,
    code,
  };
}
