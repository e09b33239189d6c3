/** The queue of evaluations: the database says whose turn it is, Workflows do the work. */
import { runPrefix } from "../../r2-assets/format/keys.ts";
import type { Env } from "../env.ts";
import { deletePrefix } from "../storage/delete-prefix.ts";
import { dropStaleRows } from "../storage/drop-stale-rows.ts";
import { evalStore } from "../storage/eval-store.ts";
import type { EvaluationParams } from "../storage/evaluation-params.ts";
import { createInstance, endOf, instanceOf } from "./instances.ts";

/** Evaluations that run at once. More would not be done sooner where isolates share a machine. */
const MOST_RUNNING = 2;

/**
 * Starts the Workflows of those whose turn it is; returns their ids. A Workflow that can't be started now keeps its turn,
 * and the next sweep tries again.
 */
export async function admitEvaluations(env: Env): Promise<string[]> {
  const admitted: string[] = [];
  for (;;) {
    const params = await evalStore(env.DB).admit(MOST_RUNNING);
    if (params === null) return admitted;
    admitted.push(params.id);
    await createInstance(env, params).catch((error) => console.error(`evaluation ${params.id}:`, error));
  }
}

type End = { status: "complete" | "cancelled" } | { status: "failed"; error: string };

/** Ends an evaluation and lets the next one in. False when it was over already. */
export async function endEvaluation(env: Env, params: EvaluationParams, end: End): Promise<boolean> {
  const ended = await close(env, params, end);
  await admitEvaluations(env);
  return ended;
}

/** Of an evaluation that left no run, everything it wrote is deleted; rows that only it still needed go with it. */
async function close(env: Env, { id, suite, suite_sha256 }: EvaluationParams, end: End): Promise<boolean> {
  const evals = evalStore(env.DB);
  const ended = await evals.end(id, end.status, end.status === "failed" ? end.error : undefined);
  const status = ended ? end.status : (await evals.get(id))?.status;
  if (status !== "complete") await deletePrefix(env.BUCKET, runPrefix(id));
  await dropStaleRows(env, suite, suite_sha256);
  return ended;
}

/**
 * Looks after evaluations that have a turn: one whose Workflow has died is ended, one whose Workflow was never created gets
 * it; then the queue moves on. Returns the ids of those started. Harmless at any time, and as often as one likes.
 */
export async function sweepEvaluations(env: Env): Promise<string[]> {
  const started: string[] = [];
  for (const { params } of await evalStore(env.DB).running()) {
    try {
      if (await lookAfter(env, params)) started.push(params.id);
    } catch (error) {
      console.error(`evaluation ${params.id}:`, error); // the others' turns don't wait for it
    }
  }
  return [...started, ...(await admitEvaluations(env))];
}

/** Whether the evaluation's Workflow had to be started. */
async function lookAfter(env: Env, params: EvaluationParams): Promise<boolean> {
  const instance = await instanceOf(env, params.id);
  if (instance === null) {
    await createInstance(env, params);
    return true;
  }
  const end = await endOf(instance);
  if (end !== null) await close(env, params, { status: "failed", error: end.reason });
  return false;
}
