/** Workflow instances of evaluations: an instance has its evaluation's id. */
import type { Env } from "../env.ts";
import type { EvaluationParams } from "../storage/evaluation-params.ts";

/** Starts the Workflow. One that another request has started meanwhile is as good. */
export async function createInstance(env: Env, params: EvaluationParams): Promise<void> {
  try {
    await env.EVALUATION.create({ id: params.id, params });
  } catch (error) {
    if ((await instanceOf(env, params.id)) === null) throw error;
  }
}

/** Null where no instance of that id was ever created. */
export async function instanceOf(env: Env, id: string): Promise<WorkflowInstance | null> {
  try {
    return await env.EVALUATION.get(id);
  } catch (error) {
    if (error instanceof Error && /not[._ ]found/i.test(error.message)) return null;
    throw error;
  }
}

/** Whether an instance does nothing more, and why, in one sentence. */
export async function endOf(instance: WorkflowInstance): Promise<{ reason: string } | null> {
  const { status, error } = await instance.status();
  switch (status) {
    case "errored":
      // The platform puts the error's name in front of the message of one that is not to be retried.
      return { reason: error?.message.replace(/^(\w*Error: )+/, "") ?? "the evaluation failed" };
    case "terminated":
      return { reason: "the evaluation was stopped from outside" };
    case "complete":
      return { reason: "the evaluation ended without leaving a run" };
    default:
      return null;
  }
}

const PAUSE_TRIES = 50;
const PAUSE_WAIT_MS = 200;

/** False when the instance has ended. One that is alive pauses after its current step, so waiting has an end. */
export async function pauseAndResume(instance: WorkflowInstance): Promise<boolean> {
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
