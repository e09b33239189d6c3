/**
 * Turns at something that does only one thing at a time.
 *
 * In workerd a promise that one request resolves for another is a trap: when the first request ends before it, whoever
 * awaits it gets an error, and waited for ever in older releases (findings/workerd-drops-work-that-other-requests-await.sh).
 * So what crosses requests here is plain data (`holder`), and who finds it set looks again later by a timer of its own
 * request. A holder of more than `leaseMs` was lost with its request.
 */
export function createTurns({ leaseMs = 30_000 } = {}) {
  let holder: { since: number } | undefined;
  return async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
    while (holder !== undefined && Date.now() - holder.since < leaseMs) await sleep(1);
    const mine = { since: Date.now() };
    holder = mine;
    try {
      return await work();
    } finally {
      if (holder === mine) holder = undefined;
    }
  };
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
