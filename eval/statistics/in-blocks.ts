/**
 * Lets others have the thread: awaited between blocks of work. `steps`: how many were done since it was awaited last, a step
 * being a row that a metric looks at in one draw, 3 to 22 ns.
 */
export type Turn = (steps: number) => Promise<void>;

/**
 * Steps of a block, 0.3 to 2 ms by metric: a request waits for a block at each of its own steps, of which it has several.
 * Work is counted, not timed, as a deployed Worker's clock stands still while it computes.
 */
export const BLOCK_STEPS = 1e5;

/**
 * Calls `work` with 0 to `times` - 1, each of which takes so many steps, and awaits `turn` after every block of calls, never
 * within one. Without `turn` it goes through.
 */
export async function inBlocks(
  { times, steps, turn }: { times: number; steps: number; turn?: Turn | undefined },
  work: (index: number) => void,
): Promise<void> {
  const block = turn === undefined ? times : Math.max(1, Math.floor(BLOCK_STEPS / Math.max(1, steps)));
  for (let from = 0; from < times; from += block) {
    const end = Math.min(times, from + block);
    for (let index = from; index < end; index++) work(index);
    await turn?.((end - from) * steps);
  }
}
