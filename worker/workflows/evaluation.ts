/** The evaluation of one model version on one suite, as a Workflow: each step can be retried, and a crash loses one at most. */
import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import { NonRetryableError } from "cloudflare:workflows";
import { ClassificationTally } from "../../eval/metrics/classification-figures.ts";
import { predictionsKey, runPrefix, runRecordKey, shardKey, shardsPrefix } from "../../r2-assets/format/keys.ts";
import { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import { ClassificationRow } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Env } from "../env.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { getModel } from "../runtime/models.ts";
import { deletePrefix } from "../storage/delete-prefix.ts";
import { evalStore } from "../storage/eval-store.ts";
import { runStore } from "../storage/run-store.ts";
import type { EvaluationParams } from "./evaluation-params.ts";
import { type Plan, planShards, type Shard } from "./plan-shards.ts";
import { scoreRows } from "./score-rows.ts";

export type { EvaluationParams } from "./evaluation-params.ts";

const RETRIED = {
  retries: { limit: 4, delay: "2 seconds", backoff: "exponential" },
  timeout: "5 minutes",
} as const;

/** What a shard's step returns; its predictions lie in the bucket. */
interface ShardResult {
  rows: number;
  bytes: number;
}

/**
 * Plans, scores shard by shard, merges, records. `run` itself catches nothing: pausing an instance, too, reaches it as a
 * thrown error. An instance that failed is noticed by `readEvaluation`.
 */
export class EvaluationWorkflow extends WorkflowEntrypoint<Env, EvaluationParams> {
  override async run(event: WorkflowEvent<EvaluationParams>, step: WorkflowStep) {
    const params = event.payload;
    const { BUCKET, DB } = this.env;
    const attempt = <T extends Rpc.Serializable<T>>(name: string, work: () => Promise<T>) =>
      step.do(name, RETRIED, () => notingDefeat(this.env, params.id, work));

    const plan = await attempt("plan", () => planShards(BUCKET, params));
    const results: ShardResult[] = [];
    let done = 0;
    for (const [k, shard] of plan.shards.entries()) {
      const before = done;
      const result = await attempt(`shard ${k}`, async () => {
        const scored = await scoreShard(this.env, params, plan, shard, k);
        await evalStore(DB).progress(params.id, before + scored.rows, plan.rows);
        return scored;
      });
      results.push(result);
      done += result.rows;
    }
    const figures = await attempt("merge", () => mergeShards(this.env, params, results));
    await attempt("clean up", () => deletePrefix(BUCKET, shardsPrefix(params.id)));
    await attempt("record", () => writeRecord(this.env, recordOf(params, figures)));
  }
}

/** Notes why a step gives up, as the instance's own state will only tell that one did. */
async function notingDefeat<T>(env: Env, id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NonRetryableError) {
      await evalStore(env.DB).end(id, "failed", error.message);
      await deletePrefix(env.BUCKET, runPrefix(id));
    }
    throw error;
  }
}

/** Scores one shard and writes its predictions. A retry overwrites what an earlier attempt wrote. */
async function scoreShard(env: Env, params: EvaluationParams, plan: Plan, shard: Shard, k: number) {
  const model = await modelFor(env, params);
  const object = await env.BUCKET.get(plan.rowsKey, { range: { offset: shard.offset, length: shard.length } });
  if (object === null) throw new NonRetryableError(`the bucket has no ${plan.rowsKey}`);
  const rows = jsonLines(await object.text()).map((row) => ClassificationRow.parse(row));
  const predictions = await scoreRows(model, rows, params.label_map);
  const bytes = new TextEncoder().encode(predictions.map((p) => `${JSON.stringify(p)}\n`).join(""));
  await env.BUCKET.put(shardKey(params.id, k), bytes);
  return { rows: predictions.length, bytes: bytes.length } satisfies ShardResult;
}

/** The pinned version. Still loading is worth a retry; missing or damaged is not. */
async function modelFor(env: Env, { model: id, version, runtime }: EvaluationParams): Promise<LoadedModel> {
  const lookup = await getModel(env, `${id}@${version}`);
  switch (lookup.kind) {
    case "missing":
    case "damaged":
      throw new NonRetryableError(lookup.detail);
    case "loading":
      throw new Error(`${id}@${version} is still loading`);
    case "found":
      if (lookup.model.runtime !== runtime) throw new NonRetryableError(`${id} no longer runs on ${runtime}`);
      return lookup.model;
  }
}

/** Streams the shards into one object, summing them up on the way. */
async function mergeShards(env: Env, { id }: EvaluationParams, shards: readonly ShardResult[]) {
  const tally = new ClassificationTally();
  const total = shards.reduce((sum, { bytes }) => sum + bytes, 0);
  // R2 takes a stream only when its length is known.
  const { readable, writable } = new FixedLengthStream(total);
  const stored = env.BUCKET.put(predictionsKey(id), readable);
  const writer = writable.getWriter();
  const copy = async () => {
    for (let k = 0; k < shards.length; k++) {
      const object = await env.BUCKET.get(shardKey(id, k));
      if (object === null) throw new Error(`the bucket has no ${shardKey(id, k)}`);
      const text = await object.text();
      for (const line of jsonLines(text)) tally.add(ClassificationPrediction.parse(line));
      await writer.write(new TextEncoder().encode(text));
    }
    await writer.close();
  };
  await Promise.all([stored, copy().catch((error) => writer.abort(error).then(() => Promise.reject(error)))]);
  return tally.figures();
}

function recordOf(params: EvaluationParams, figures: ReturnType<ClassificationTally["figures"]>): RunRecord {
  const { id, model, version, method, runtime, suite, suite_sha256, created_at, code, limit, sample } = params;
  const { rows, errors, metrics } = figures;
  return {
    id,
    suite,
    suite_sha256,
    rows,
    model,
    version,
    method,
    runtime,
    metrics: Object.fromEntries(params.metrics.flatMap((name) => (metrics[name] ? [[name, metrics[name]]] : []))),
    primary: params.metrics[0]!,
    errors,
    ...(limit !== undefined && { limit }),
    ...(sample !== undefined && { sample }),
    created_at,
    code,
  };
}

/** The record last: from here on the run is complete for every reader, unless it was cancelled meanwhile. */
async function writeRecord(env: Env, record: RunRecord): Promise<void> {
  if ((await evalStore(env.DB).get(record.id))?.status === "cancelled") return;
  await env.BUCKET.put(runRecordKey(record.id), `${JSON.stringify(record, null, 2)}\n`);
  await runStore(env.DB).put(record);
  await evalStore(env.DB).end(record.id, "complete");
}

const jsonLines = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
