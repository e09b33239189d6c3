/** An evaluation as it goes on, told by the server as it happens. */
import { useEffect, useState } from "preact/hooks";
import { type ApiError, ask } from "../../api/client.ts";
import { type Evaluation, isOver } from "../../api/evaluations.ts";
import { eventData } from "../../api/events.ts";
import { useKey } from "../../api/key.ts";
import { type Seen, withLook } from "./pace.ts";

export interface Followed {
  evaluation: Evaluation;
  /** What was seen of its progress. */
  seen: readonly Seen[];
  /** Why it is not followed at the moment, though it may go on; null where it is. */
  lost: string | null;
}

/** Until the next attempt to hear of it. */
const PATIENCE_MS = 2000;

/** Streams end after two minutes, and networks before: it is listened to again until it is over. */
export function useFollowed(first: Evaluation, onOver: () => void): Followed {
  const [followed, setFollowed] = useState<Followed>({ evaluation: first, seen: [], lost: null });
  const key = useKey();
  // The key goes along by itself; `onOver` is asked for once.
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const follow = async () => {
      while (!signal.aborted) {
        try {
          const { body } = await ask(`/v1/evals/${first.id}/events`, { signal, accept: "text/event-stream" });
          for await (const data of eventData(body!)) {
            const evaluation = JSON.parse(data) as Evaluation;
            const look = { at: performance.now(), done: evaluation.progress.done };
            setFollowed(({ seen }) => ({ evaluation, seen: withLook(seen, look), lost: null }));
            if (isOver(evaluation)) return onOver();
          }
        } catch (error) {
          if (signal.aborted) return;
          const { status, message } = error as ApiError;
          setFollowed((before) => ({
            ...before,
            lost: status > 0 ? message : "The connection is lost; the evaluation may go on. Trying again…",
          }));
          await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
        }
      }
    };
    follow();
    return () => leaving.abort();
  }, [first.id, key]);
  return followed;
}
