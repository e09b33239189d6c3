interface Timed {
  task: string;
  seconds: number;
}

/**
 * Seconds until all cells are trained, so many at once: a cell takes what those of its task took on average, or those of all tasks. `running`: for how long so far. Null before
 * any has finished.
 */
export function timeLeft(
  missing: readonly { task: string }[],
  running: readonly Timed[],
  done: readonly Timed[],
  atOnce: number,
): number | null {
  if (done.length === 0) return null;
  const expected = (task: string) => {
    const alike = done.filter((one) => one.task === task);
    const of = alike.length > 0 ? alike : done;
    return of.reduce((sum, { seconds }) => sum + seconds, 0) / of.length;
  };
  const all = [
    ...missing.map(({ task }) => expected(task)),
    ...running.map(({ task, seconds }) => Math.max(0, expected(task) - seconds)),
  ];
  return Math.max(all.reduce((sum, seconds) => sum + seconds, 0) / atOnce, ...all, 0);
}
