/** Running a graph as it will be served, to see whether it can be and what it gives. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Feed, Given } from "../../../r2-assets/format/graph-face.ts";

/** Paths. `location`: what the graph calls the file. */
export interface TrialGraph {
  graph: string;
  external: readonly { location: string; path: string }[];
  /** Whether it is opened as the runtime opens it, with its weights apart; else as the file is. */
  asServed: boolean;
}

export type RunResult = { kind: "ran"; outputs: Record<string, Given> } | { kind: "failed"; reason: string };

export type TrialState = { kind: "open" } | { kind: "failed"; reason: string };

export interface Trial {
  /** What it gives for each of these, one run after the other. A run that ends the library ends the trial: all that follow fail. */
  run(runs: readonly (readonly Feed[])[]): Promise<RunResult[]>;
  /** What the heap grew by, of the session and all runs. It grows by fifths, so it is what was used and up to a fifth. */
  heapBytes(): number;
  close(): Promise<void>;
}

/** Opens it in a thread. `reason`: what the library says of one that cannot be opened. */
export async function openTrial(
  graph: TrialGraph,
): Promise<{ kind: "open"; trial: Trial } | { kind: "failed"; reason: string }> {
  const thread = new Worker(new URL("./trial-thread.ts", import.meta.url), {
    workerData: graph,
    stderr: true, // where the library logs what it also throws
  });
  let heapBytes = 0;
  const close = async () => {
    await thread.terminate();
  };
  const told = async <T>(): Promise<T | { kind: "failed"; reason: string }> => {
    const ended = new AbortController();
    const { signal } = ended;
    try {
      return await Promise.race([
        once(thread, "message", { signal }).then(([message]) => message as T), // rejects by an error event, too
        once(thread, "exit", { signal }).then(() => ({ kind: "failed" as const, reason: "the library ended" })),
      ]);
    } catch (error) {
      return { kind: "failed", reason: (error as Error).message };
    } finally {
      ended.abort();
    }
  };
  const state = await told<TrialState>();
  if (state.kind === "failed") {
    await close();
    return state;
  }
  return {
    kind: "open",
    trial: {
      async run(runs) {
        thread.postMessage(runs);
        const done = await told<{ results: RunResult[]; heapBytes: number }>();
        if ("kind" in done) return runs.map(() => done);
        heapBytes = done.heapBytes;
        return done.results;
      },
      heapBytes: () => heapBytes,
      close,
    },
  };
}
