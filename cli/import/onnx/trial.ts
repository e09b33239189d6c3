/** Running a graph as it will be served, to see whether it can be and what it gives. */
import { Worker } from "node:worker_threads";
import type { Feed, Given } from "../../../r2-assets/format/graph-face.ts";

export interface TrialTask {
  /** Paths. */
  graph: string;
  external: readonly { location: string; path: string }[];
  /** What each run is fed. */
  runs: readonly (readonly Feed[])[];
}

export interface TrialResult {
  opened: boolean;
  /** Of one that could not be opened: what the library says. */
  reason?: string;
  runs: ({ kind: "ran"; outputs: Record<string, Given> } | { kind: "failed"; reason: string })[];
  /** What the heap grew by, of the session and of all runs. It grows by fifths, so it is what was used and up to a fifth. */
  heapBytes: number;
}

export function tryGraph(task: TrialTask): Promise<TrialResult> {
  return new Promise((resolve) => {
    const failed = (reason: string) => resolve({ opened: false, reason, runs: [], heapBytes: 0 });
    const thread = new Worker(new URL("./trial-thread.ts", import.meta.url), {
      workerData: task,
      stderr: true, // where the library logs what it also throws
    });
    thread.once("message", (result: TrialResult) => {
      resolve(result);
      void thread.terminate();
    });
    thread.once("error", (error) => failed((error as Error).message));
    thread.once("exit", () => failed("it ended the library"));
  });
}
