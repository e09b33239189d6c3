/** What the server says to a GET, as a component follows it. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { askJson } from "./client.ts";
import { useKey } from "./key.ts";

export type Answered<Value> =
  | { kind: "waiting"; last?: Value }
  | { kind: "failed"; why: string; status: number }
  | { kind: "there"; value: Value };

/**
 * Asks again when `path` or this tab's key changes, and when `again` is called; what came before stays as `last` while it waits. Null asks nothing.
 */
export function useAnswer<Value>(path: string | null): { answer: Answered<Value>; again: () => void } {
  const [answer, setAnswer] = useState<Answered<Value>>({ kind: "waiting" });
  const [round, setRound] = useState(0);
  const key = useKey();
  // The key goes along by itself; another round is another request.
  useEffect(() => {
    if (path === null) return;
    const leaving = new AbortController();
    setAnswer((before) => (before.kind === "there" ? { kind: "waiting", last: before.value } : { kind: "waiting" }));
    askJson<Value>(path, { signal: leaving.signal }).then(
      (value) => setAnswer({ kind: "there", value }),
      (error) => {
        if (!leaving.signal.aborted) setAnswer({ kind: "failed", why: error.message, status: error.status ?? 0 });
      },
    );
    return () => leaving.abort();
  }, [path, key, round]);
  return { answer, again: useCallback(() => setRound((count) => count + 1), []) };
}
