/** Long work in slices, between which the event loop may turn. */

export interface Slicing {
  /** How long it may be kept waiting, but for a slice. */
  sliceMs: number;
  signal?: AbortSignal | undefined;
}

/** What the work comes to. Rejects with the signal's reason once that is aborted; the work is left then, and frees what it held. */
export async function inSlices<Result>(
  work: Generator<unknown, Result>,
  { sliceMs, signal }: Slicing,
): Promise<Result> {
  try {
    for (let since = performance.now(); ; ) {
      signal?.throwIfAborted();
      const { done, value } = work.next();
      if (done) return value;
      if (performance.now() - since < sliceMs) continue;
      await turn();
      since = performance.now();
    }
  } finally {
    work.return(undefined as Result); // nothing, where it is done
  }
}

/** `scheduler.yield` where there is one, since browsers make timers that follow one another wait 4 ms each. */
function turn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
