import { TurnQueue, type Wish } from "./turn-queue.ts";

/** All requests of the isolate, and its evaluations, stand in one queue: who runs texts, and who computes over runs. */
export const turnQueue = new TurnQueue();

/** Whose work it is. */
export interface Asker {
  kind?: Wish["kind"];
  /** Aborted when the client has gone. */
  signal?: AbortSignal | undefined;
}
