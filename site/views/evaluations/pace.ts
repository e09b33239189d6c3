/** How fast an evaluation goes, and how long it will take, from what was seen of it. */

export interface Seen {
  /** Milliseconds, of any clock. */
  at: number;
  /** Rows that were scored by then. */
  done: number;
}

/** Older ones tell of another pace. */
const WINDOW_MS = 30_000;

/** With one more look at it; those that are too old go, but for one, so that a slow evaluation has a pace, too. */
export function withLook(seen: readonly Seen[], look: Seen): Seen[] {
  const last = seen.at(-1);
  if (last !== undefined && look.done <= last.done) return look.done < last.done ? [look] : [...seen];
  const young = seen.filter(({ at }) => look.at - at <= WINDOW_MS);
  return [...(young.length > 0 ? young : seen.slice(-1)), look];
}

/** Rows a second; null before two looks. */
export function paceOf(seen: readonly Seen[]): number | null {
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined || last.at <= first.at) return null;
  return (1000 * (last.done - first.done)) / (last.at - first.at);
}

/** `about 2 minutes left`; empty where nothing can be said. */
export function timeLeft(pace: number | null, rows: number): string {
  if (pace === null || pace <= 0 || rows <= 0) return "";
  const seconds = rows / pace;
  if (seconds < 5) return "a few seconds left";
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} seconds left`;
  return seconds < 5400
    ? `about ${Math.round(seconds / 60)} minutes left`
    : `about ${(seconds / 3600).toFixed(1)} hours left`;
}
