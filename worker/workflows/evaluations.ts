/** Starting, following, cancelling and reviving evaluations: the database's view and the Workflow's, kept in step. */
import { runPrefix } from "../../r2-assets/format/keys.ts";
import type { Env } from "../env.ts";
import { deletePrefix } from "../storage/delete-prefix.ts";
import { type Evaluation, evalStore, isOver } from "../storage/eval-store.ts";
import type { EvaluationParams } from "./evaluation-params.ts";

/** A name that sorts by time and is no secret: `run-mk3w2v9x-5f0c9a1b`. */
export const newRunId = (now: Date): string => `run-${now.getTime().toString(36)}-${crypto.randomUUID().slice(0, 8)}`;

/** Notes the evaluation, then starts its Workflow: a crash in between leaves one that `reviveEvaluations` starts. */
export async function startEvaluation(env: Env, params: EvaluationParams, rows: number): Promise<void> {
  await evalStore(env.DB).add(params, rows);
  await env.EVALUATION.create({ id: params.id, params });
}

/** Where an evaluation stands. One whose Workflow has failed is marked so here: the Workflow itself may not live to do it. */
export async function readEvaluation(env: Env, id: string): Promise<Evaluation | null> {
  const evals = evalStore(env.DB);
  const evaluation = await evals.get(id);
  if (evaluation === null || isOver(evaluation.status)) return evaluation;
  const instance = await instanceOf(env, id);
  const state = instance && (await instance.status());
  if (state?.status !== "errored" && state?.status !== "terminated") return evaluation;
  await evals.end(id, "failed", reasonOf(state));
  await deletePrefix(env.BUCKET, runPrefix(id));
  return evals.get(id);
}

/** Without the error's name, which the platform puts in front of the message of one that is not to be retried. */
const reasonOf = ({ error }: InstanceStatus) =>
  error?.message.replace(/^(\w*Error: )+/, "") ?? "the evaluation was stopped from outside";

/** Cancels an evaluation on its way; false when it is over. What it has scored so far is deleted. */
export async function cancelEvaluation(env: Env, id: string): Promise<boolean> {
  if (!(await evalStore(env.DB).end(id, "cancelled"))) return false;
  const instance = await instanceOf(env, id);
  // It may just have finished: then there is nothing left to stop.
  await instance?.terminate().catch(() => undefined);
  await deletePrefix(env.BUCKET, runPrefix(id));
  return true;
}

/**
 * Sets going again what a crash of the server left standing: such an instance says `running` and does nothing until it
 * is paused and resumed, and then goes on from its last completed step. Returns the ids of those that run again.
 */
export async function reviveEvaluations(env: Env): Promise<string[]> {
  const revived: string[] = [];
  for (const { params } of await evalStore(env.DB).open()) {
    const instance = await instanceOf(env, params.id);
    if (instance === null) {
      await env.EVALUATION.create({ id: params.id, params });
    } else if (!(await pauseAndResume(instance))) {
      await readEvaluation(env, params.id); // over after all: note how
      continue;
    }
    revived.push(params.id);
  }
  return revived;
}

const PAUSE_TRIES = 50;
const PAUSE_WAIT_MS = 200;

/** False when the instance has ended. One that is alive pauses after its current step, so waiting has an end. */
async function pauseAndResume(instance: WorkflowInstance): Promise<boolean> {
  for (let tries = 0; tries < PAUSE_TRIES; tries++) {
    const { status } = await instance.status();
    if (status === "complete" || status === "errored" || status === "terminated") return false;
    if (status === "paused") break;
    if (status !== "waitingForPause") await instance.pause();
    await new Promise((wake) => setTimeout(wake, PAUSE_WAIT_MS));
  }
  await instance.resume();
  return true;
}

/** Null where no instance of that id was ever created. */
async function instanceOf(env: Env, id: string): Promise<WorkflowInstance | null> {
  try {
    return await env.EVALUATION.get(id);
  } catch (error) {
    if (error instanceof Error && /not[._ ]found/i.test(error.message)) return null;
    throw error;
  }
}
