/** What one request or several tell, as a component follows it. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { useKey } from "./key.ts";

export type Answered<Value> =
  | { kind: "waiting"; last?: Value }
  | { kind: "failed"; why: string; status: number }
  | { kind: "there"; value: Value };

export interface Loaded<Value> {
  answer: Answered<Value>;
  again: () => void;
}

/**
 * Loads anew when `of` or this tab's key changes, and when `again` is called. Null loads nothing. While it waits, what came before for the
 * same `of` stays as `last`; with `keeps` also what came for another one.
 */
export function useLoaded<Value>(
  of: string | null,
  load: (of: string, signal: AbortSignal) => Promise<Value>,
  keeps = false,
): Loaded<Value> {
  const [seen, setSeen] = useState<{ of: string | null; answer: Answered<Value> }>({ of, answer: { kind: "waiting" } });
  const [round, setRound] = useState(0);
  const key = useKey();
  // The key goes along by itself; another round is another request; `load` is a function of a module.
  useEffect(() => {
    if (of === null) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const tell = (answer: Answered<Value>) => signal.aborted || setSeen({ of, answer });
    setSeen((before) => ({ of, answer: waitingAfter(before.answer, keeps || before.of === of) }));
    load(of, signal).then(
      (value) => tell({ kind: "there", value }),
      (error) => tell({ kind: "failed", why: error.message, status: error.status ?? 0 }),
    );
    return () => leaving.abort();
  }, [of, key, round]);
  const again = useCallback(() => setRound((count) => count + 1), []);
  // Between a change and its effect: what is there answers another question.
  return { answer: seen.of === of ? seen.answer : waitingAfter(seen.answer, keeps && of !== null), again };
}

function waitingAfter<Value>(before: Answered<Value>, isKept: boolean): Answered<Value> {
  if (!isKept || before.kind === "failed") return { kind: "waiting" };
  return before.kind === "there" ? { kind: "waiting", last: before.value } : before;
}
