/** What several requests together tell, as a component follows it. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { useKey } from "./key.ts";
import type { Answered } from "./use-answer.ts";

/** Loads anew when `of` or this tab's key changes, and when `again` is called. Null loads nothing. */
export function useLoaded<Value>(
  of: string | null,
  load: (of: string, signal: AbortSignal) => Promise<Value>,
): { answer: Answered<Value>; again: () => void } {
  const [answer, setAnswer] = useState<Answered<Value>>({ kind: "waiting" });
  const [round, setRound] = useState(0);
  const key = useKey();
  // The key goes along by itself; another round is another request; `load` is a function of a module.
  useEffect(() => {
    if (of === null) return;
    const leaving = new AbortController();
    setAnswer({ kind: "waiting" });
    load(of, leaving.signal).then(
      (value) => !leaving.signal.aborted && setAnswer({ kind: "there", value }),
      (error) => {
        if (!leaving.signal.aborted) setAnswer({ kind: "failed", why: error.message, status: error.status ?? 0 });
      },
    );
    return () => leaving.abort();
  }, [of, key, round]);
  return { answer, again: useCallback(() => setRound((count) => count + 1), []) };
}
