/** From evaluations that were started to the records they end in. */
import { setTimeout as sleep } from "node:timers/promises";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { CliError } from "../cli-error.ts";
import type { ApiClient } from "../http/client.ts";
import { patiently } from "../http/patiently.ts";
import { createProgress } from "../ui/progress.ts";

export type Followed = { kind: "complete"; run: RunRecord } | { kind: "ended"; id: string; reason: string };

interface EvalState {
  id: string;
  status: "queued" | "running" | "complete" | "failed" | "cancelled";
  model: string;
  suite: string;
  progress: { done: number; total: number };
  error?: string;
}

const POLL_MS = 500;
/** One more evaluation to ask about, so much longer between two rounds. */
const POLL_MS_EACH = 50;

const isOver = ({ status }: EvalState) => status !== "queued" && status !== "running";

/**
 * Waits for the end of evaluations, showing the progress of all together, and returns what became of each, in order.
 * Ctrl-C is `leave`'s: unless given it ends the waiting, not the evaluations, and says how to take it up again.
 */
export async function followEvaluations(
  api: ApiClient,
  ids: readonly string[],
  leave: () => void = () => leaveThem(api, ids),
): Promise<Followed[]> {
  if (ids.length === 0) return [];
  process.on("SIGINT", leave);
  try {
    const states = await untilOver(api, ids);
    const ended = states.map(async (state): Promise<Followed> => {
      if (state.status !== "complete") return { kind: "ended", id: state.id, reason: reasonOf(state) };
      return { kind: "complete", run: await patiently(() => api.get<RunRecord>(`/v1/runs/${state.id}`)) };
    });
    return await Promise.all(ended);
  } finally {
    process.off("SIGINT", leave);
  }
}

function leaveThem({ url }: ApiClient, ids: readonly string[]): never {
  const again = ids.slice(0, 3).map((id) => `npx retort runs ${id} --url ${url}`);
  console.error(`\nthe evaluation goes on without us; to follow it again: ${again.join("; ")}`);
  process.exit(130);
}

/** The record of one evaluation. Throws CliError when it failed or was cancelled. */
export async function followEvaluation(api: ApiClient, id: string): Promise<RunRecord> {
  const [followed] = (await followEvaluations(api, [id])) as [Followed];
  if (followed.kind === "ended") throw new CliError(followed.reason);
  return followed.run;
}

const reasonOf = ({ id, model, suite, status, error }: EvalState) =>
  `the evaluation ${id} of ${model} on ${suite} ${status === "failed" ? "failed" : "was cancelled"}` +
  (error === undefined ? "" : `: ${error}`);

async function untilOver(api: ApiClient, ids: readonly string[]): Promise<EvalState[]> {
  const ask = (id: string) => patiently(() => api.get<EvalState>(`/v1/evals/${encodeURIComponent(id)}`));
  let states = await Promise.all(ids.map(ask));
  const sum = (part: "done" | "total") => states.reduce((total, { progress }) => total + progress[part], 0);
  const [first] = states as [EvalState];
  const label = ids.length === 1 ? `${first.model} on ${first.suite}` : `${ids.length} evaluations`;
  const shown = createProgress({ label, total: sum("total"), unit: "rows", from: sum("done") });
  try {
    while (!states.every(isOver)) {
      const over = states.filter(isOver).length;
      shown.update(sum("done"), ids.length === 1 ? "" : `(${over} of ${ids.length} over)`);
      await sleep(POLL_MS + POLL_MS_EACH * (ids.length - over));
      states = await Promise.all(states.map((state) => (isOver(state) ? state : ask(state.id))));
    }
    return states;
  } finally {
    shown.stop();
  }
}
