/**
 * Candidates that take turns, so that a slower minute of the machine falls on all of them alike: milliseconds a run, median
 * over `rounds` after two rounds to warm up, in the order of the candidates. On a crowded machine longer runs are
 * interrupted more often than shorter ones, and lose.
 */
export async function interleaved(candidates: readonly (() => Promise<unknown>)[], rounds: number): Promise<number[]> {
  const times: number[][] = candidates.map(() => []);
  for (let round = -2; round < rounds; round++) {
    for (const [i, run] of candidates.entries()) {
      const start = performance.now();
      await run();
      if (round >= 0) times[i]!.push(performance.now() - start);
    }
  }
  return times.map(median);
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
