/** One load for all the requests that want the same thing at the same time. */
import { waitUntil } from "cloudflare:workers";
import { sleep } from "./turns.ts";

export type SharedLoad<T> = { kind: "done"; value: T } | { kind: "waiting" };

type Pending<T> =
  | { state: "loading"; since: number }
  | { state: "done"; value: T }
  | { state: "failed"; error: unknown };

interface Timing {
  /** How long a request waits before it is told to come back. */
  waitMs: number;
  /** A load that has run for so long was lost with its request: whoever asks next starts another. */
  abandonMs: number;
}

/**
 * Returns `share(key, load)`: the first to ask for a key runs `load`, those who come meanwhile get the same outcome,
 * errors included; afterwards nothing is remembered. Nobody waits longer than `waitMs`.
 *
 * The load goes on when the request that began it is aborted (`waitUntil`), and the others watch its state by timers of
 * their own instead of awaiting its promise, which would tie their lives to that of the first (see turns.ts).
 */
export function createSharedLoads<T>({ waitMs, abandonMs }: Timing) {
  const loads = new Map<string, Pending<T>>();

  function begin(key: string, load: () => Promise<T>): Pending<T> {
    const pending: Pending<T> = { state: "loading", since: Date.now() };
    const settle = (outcome: Pending<T>) => {
      Object.assign(pending, outcome);
      if (loads.get(key) === pending) loads.delete(key);
    };
    loads.set(key, pending);
    waitUntil(
      load().then(
        (value) => settle({ state: "done", value }),
        (error) => settle({ state: "failed", error }),
      ),
    );
    return pending;
  }

  return async function share(key: string, load: () => Promise<T>): Promise<SharedLoad<T>> {
    const known = loads.get(key);
    const lost = known?.state === "loading" && Date.now() - known.since > abandonMs;
    const pending = known === undefined || lost ? begin(key, load) : known;
    const deadline = Date.now() + waitMs;
    while (pending.state === "loading" && Date.now() < deadline) await sleep(5);
    switch (pending.state) {
      case "loading":
        return { kind: "waiting" };
      case "failed":
        throw pending.error;
      case "done":
        return { kind: "done", value: pending.value };
    }
  };
}
