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
    if (state.status === "complete") return await api.get<RunRecord>(`/v1/runs/${id}`);
    throw new CliError(
      `the evaluation ${id} ${state.status === "failed" ? "failed" : "was cancelled"}${reason(state)}`,
    );
  } finally {
    process.off("SIGINT", leave);
  }
}

const reason = ({ error }: EvalState) => (error === undefined ? "" : `: ${error}`);

async function untilOver(api: ApiClient, id: string): Promise<EvalState> {
  let state = await api.get<EvalState>(`/v1/evals/${id}`);
  const { model, suite, progress } = state;
  const shown = createProgress({ label: `${model} on ${suite}`, total: progress.total, unit: "rows" });
  let heardAt = Date.now();
  try {
    while (state.status === "queued" || state.status === "running") {
      shown.update(state.progress.done);
      await sleep(POLL_MS);
      try {
        state = await api.get<EvalState>(`/v1/evals/${id}`);
        heardAt = Date.now();
      } catch (error) {
        const gone = error instanceof HttpError && error.status < 500;
        if (gone || Date.now() - heardAt > PATIENCE_MS) throw error;
      }
    }
    return state;
  } finally {
    shown.stop();
  }
}
