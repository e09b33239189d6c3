/** From an evaluation that was started to the record it ends in. */
import { setTimeout as sleep } from "node:timers/promises";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { CliError } from "../cli-error.ts";
import { type ApiClient, HttpError } from "../http/client.ts";
import { createProgress } from "../ui/progress.ts";

interface EvalState {
  id: string;
  status: "queued" | "running" | "complete" | "failed" | "cancelled";
  model: string;
  suite: string;
  progress: { done: number; total: number };
  error?: string;
}

const POLL_MS = 500;
/** A server that restarts takes its evaluations up again: so long we wait for it. */
const PATIENCE_MS = 60_000;

/**
 * Waits for the end of an evaluation, showing its progress, and returns its run record. Throws CliError when it failed
 * or was cancelled. Ctrl-C ends the waiting, not the evaluation, and says how to take it up again.
 */
export async function followEvaluation(api: ApiClient, id: string): Promise<RunRecord> {
  const leave = () => {
    console.error(`\nthe evaluation goes on without us; to follow it again: npx retort runs ${id} --url ${api.url}`);
    process.exit(130);
  };
  process.on("SIGINT", leave);
  try {
    const state = await untilOver(api, id);
    if (state.status === "complete") return await patiently(() => api.get<RunRecord>(`/v1/runs/${id}`));
    throw new CliError(
      `the evaluation ${id} ${state.status === "failed" ? "failed" : "was cancelled"}${reason(state)}`,
    );
  } finally {
    process.off("SIGINT", leave);
  }
}

const reason = ({ error }: EvalState) => (error === undefined ? "" : `: ${error}`);

async function untilOver(api: ApiClient, id: string): Promise<EvalState> {
  const ask = () => patiently(() => api.get<EvalState>(`/v1/evals/${id}`));
  let state = await ask();
  const shown = createProgress({
    label: `${state.model} on ${state.suite}`,
    total: state.progress.total,
    unit: "rows",
  });
  try {
    while (state.status === "queued" || state.status === "running") {
      shown.update(state.progress.done);
      await sleep(POLL_MS);
      state = await ask();
    }
    return state;
  } finally {
    shown.stop();
  }
}

/** Asks again while nobody, or a server in trouble, answers. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
    try {
      return await ask();
    } catch (error) {
      const final = error instanceof HttpError && error.status < 500;
      if (final || !(error instanceof CliError) || Date.now() > deadline) throw error;
    }
  }
}
