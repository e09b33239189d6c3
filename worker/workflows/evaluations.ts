/** Starting, following, cancelling and reviving evaluations: the database's view and the Workflow's, kept in step. */
import type { Env } from "../env.ts";
import { discardRun } from "../evaluation/delete-run.ts";
import { type Evaluation, evalStore } from "../storage/eval-store.ts";
import type { EvaluationParams } from "../storage/evaluation-params.ts";
import { endOf, instanceOf, pauseAndResume } from "./instances.ts";
import { admitEvaluations, endEvaluation, sweepEvaluations } from "./queue.ts";

/** A name that sorts by time and is no secret: `run-mk3w2v9x-5f0c9a1b`. */
export const newRunId = (now: Date): string => `run-${now.getTime().toString(36)}-${crypto.randomUUID().slice(0, 8)}`;

/** Queues the evaluation; it starts at once where there is room. `owner`: the key that asked for it. */
export async function startEvaluation(env: Env, params: EvaluationParams, owner: string, rows: number): Promise<void> {
  await evalStore(env.DB).add(params, owner, rows);
  await admitEvaluations(env);
}

/** Where an evaluation stands. One whose Workflow has died is ended here: the Workflow itself may not live to do it. */
export async function readEvaluation(env: Env, id: string): Promise<Evaluation | null> {
  const evaluation = await evalStore(env.DB).get(id);
  if (evaluation?.status !== "running") return evaluation;
  const instance = await instanceOf(env, id);
  const end = instance && (await endOf(instance));
  if (end === null) return evaluation;
  await endEvaluation(env, evaluation.params, { status: "failed", error: end.reason });
  return evalStore(env.DB).get(id);
}

/** Cancels an evaluation on its way; false when it is over. What it has scored so far is deleted. */
export async function cancelEvaluation(env: Env, params: EvaluationParams): Promise<boolean> {
  if (!(await endEvaluation(env, params, { status: "cancelled" }))) return false;
  const instance = await instanceOf(env, params.id);
  // It may just have finished: then there is nothing left to stop.
  await instance?.terminate().catch(() => undefined);
  await discardRun(env, params.id); // what its last step wrote before it was stopped
  return true;
}

/**
 * Sets going again what a crash of the server left standing: such an instance says `running` and does nothing until it
 * is paused and resumed, and then goes on from its last completed step. Returns the ids of those that run again, and of
 * those that the queue lets in besides.
 */
export async function reviveEvaluations(env: Env): Promise<string[]> {
  const revived: string[] = [];
  for (const { params } of await evalStore(env.DB).running()) {
    const instance = await instanceOf(env, params.id);
    if (instance !== null && (await pauseAndResume(instance))) revived.push(params.id);
  }
  return [...revived, ...(await sweepEvaluations(env))];
}
