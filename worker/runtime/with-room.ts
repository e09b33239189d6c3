/** Room in the engine's memory, which warm models and runs that stand still share. */
import { NoRoom } from "./engine/memory.ts";
import { pausedRuns } from "./engine-session.ts";
import { Busy } from "./refusals.ts";
import { sleep } from "./turns.ts";
import type { Warm } from "./warm.ts";

/** As long as a request waits for a load. */
const WAIT_MS = 10_000;

/**
 * What `work` comes to, once there is room for it: models that are warm give way, `keep` excepted, and runs that stand still are waited for.
 * Throws NoRoom where nobody is left to give any, Busy where none came in time.
 */
export async function withRoom<T, Held>(warm: Warm<Held>, work: () => T | Promise<T>, keep?: string): Promise<T> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error;
      if (await warm.releaseOldest(keep)) continue;
      if (pausedRuns() === 0) throw error;
      if (Date.now() > deadline) throw new Busy("runs of others hold the memory that it needs", 5);
      await sleep(5);
    }
  }
}
