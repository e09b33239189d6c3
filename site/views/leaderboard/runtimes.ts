/** What ran the models: scores from several runtimes differ by more than the models do. */
import type { LeaderboardRow } from "../../../eval/leaderboard/board.ts";

export interface Runtimes {
  /** That of most scores; null where there are none, or where most came from elsewhere. */
  usual: string | null;
  /** Whether not all scores are of that one. */
  differ: boolean;
  /** Models whose own scores are of several. */
  mixed: string[];
}

export function runtimesOf(rows: readonly LeaderboardRow[], suites: readonly string[]): Runtimes {
  const ownOf = (row: LeaderboardRow) =>
    suites.flatMap((suite) => row.scores[suite] ?? []).map(({ runtime }) => runtime);
  const counts = new Map<string | null, number>();
  for (const runtime of rows.flatMap(ownOf)) counts.set(runtime, (counts.get(runtime) ?? 0) + 1);
  const usual = [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null;
  return {
    usual,
    differ: counts.size > 1,
    mixed: rows.filter((row) => new Set(ownOf(row)).size > 1).map(({ model }) => model),
  };
}
