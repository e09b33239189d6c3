/** What the server says to a GET, asked again and again while somebody looks. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, askJson } from "./client.ts";
import { useKey } from "./key.ts";
import type { Answered } from "./use-answer.ts";

interface Polled<Value> {
  answer: Answered<Value>;
  /** Why the last look failed, while what was seen before still stands; null where it did not. */
  stale: string | null;
  again: () => void;
  /** Takes what another answer told. */
  put: (value: Value) => void;
}

/** After a look that failed, the next is this many times as far. */
const PATIENCE = 4;

/** Asks every `everyMs` as long as the tab is seen and `goesOn` of what came last; what was seen stays while it asks. */
export function usePolled<Value>(path: string, everyMs: number, goesOn: (value: Value) => boolean): Polled<Value> {
  const [seen, setSeen] = useState<{ path: string; answer: Answered<Value> }>({ path, answer: { kind: "waiting" } });
  const [stale, setStale] = useState<string | null>(null);
  const latest = useRef(goesOn);
  latest.current = goesOn;
  const look = useRef(() => {});
  const key = useKey();
  // The key goes along by itself.
  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isAsking = false;
    const next = (ms: number) => {
      if (!leaving.signal.aborted && !document.hidden) timer = setTimeout(ask, ms);
    };
    const ask = async () => {
      if (isAsking) return;
      isAsking = true;
      clearTimeout(timer);
      try {
        const value = await askJson<Value>(path, { signal: leaving.signal });
        setSeen({ path, answer: { kind: "there", value } });
        setStale(null);
        if (latest.current(value)) next(everyMs);
      } catch (error) {
        if (leaving.signal.aborted) return;
        const { message: why, status = 0 } = error as ApiError;
        const isGone = status >= 400 && status < 500 && status !== 429;
        setSeen((before) =>
          before.path === path && before.answer.kind === "there" && !isGone
            ? before
            : { path, answer: { kind: "failed", why, status } },
        );
        setStale(why);
        if (!isGone) next(everyMs * PATIENCE);
      } finally {
        isAsking = false;
      }
    };
    const appear = () => {
      clearTimeout(timer);
      if (!document.hidden) ask();
    };
    look.current = ask;
    document.addEventListener("visibilitychange", appear);
    ask();
    return () => {
      leaving.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", appear);
    };
  }, [path, key, everyMs]);
  const put = useCallback((value: Value) => setSeen({ path, answer: { kind: "there", value } }), [path]);
  const again = useCallback(() => look.current(), []);
  return { answer: seen.path === path ? seen.answer : { kind: "waiting" }, stale, again, put };
}
