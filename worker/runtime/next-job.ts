/** Who gets the next turn at the one thread. */

export interface Job {
  readonly kind: "request" | "evaluation";
  /** Operations that it still has to do. */
  readonly left: number;
  /** Place in the order of arrival. */
  readonly number: number;
}

/** Of so many turns one is an evaluation's, if any waits, even while requests do. */
export const EVALUATION_EVERY = 10;

/** Of so many turns one is that of the request which came first, so that no stream of short ones keeps a long one from its end. */
export const OLDEST_EVERY = 5;

/**
 * Requests by shortest remaining work, which has the least mean waiting of all orders (Schrage, 1968), with a share for the oldest; evaluations when no
 * request waits, and by a share of their own. `turn` counts those that were given.
 */
export function nextJob<T extends Job>(waiting: Iterable<T>, turn: number): T | undefined {
  let shortest: T | undefined;
  let oldest: T | undefined;
  let evaluation: T | undefined;
  for (const job of waiting) {
    if (job.kind === "evaluation") evaluation = earlier(evaluation, job);
    else {
      oldest = earlier(oldest, job);
      if (shortest === undefined || job.left < shortest.left) shortest = job;
      else if (job.left === shortest.left) shortest = earlier(shortest, job);
    }
  }
  if (evaluation !== undefined && turn % EVALUATION_EVERY === EVALUATION_EVERY - 1) return evaluation;
  if (turn % OLDEST_EVERY === OLDEST_EVERY - 1) return oldest ?? evaluation;
  return shortest ?? evaluation;
}

const earlier = <T extends Job>(a: T | undefined, b: T): T => (a === undefined || b.number < a.number ? b : a);
