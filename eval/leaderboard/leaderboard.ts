import { paretoFront } from "../pareto.ts";

/** A suite's primary figure for one model. */
export interface Score {
  value: number;
  ci95: [number, number] | null;
  run: string;
}

/** Milliseconds as one client measured them. */
export interface Latency {
  p50: number;
  p95: number;
  p99: number;
  n: number;
  tokens: number;
  batch: number;
  machine: string;
  method: string;
  measured_at: string;
}

/** What is known of a model before it is ranked. Null is unknown, never zero. */
export interface Contender {
  model: string;
  version: string | null;
  method: string | null;
  parameters: number | null;
  bytes: number | null;
  compression: { parameters: number; bytes: number } | null;
  teacher: string | null;
  scores: Record<string, Score>;
  latency: Latency | null;
  /** Whether the model answers requests here, or is known by a recorded run alone. */
  callable: boolean;
}

export interface LeaderboardRow extends Omit<Contender, "teacher"> {
  /** Primary metric over the teacher's, the mean over the suites asked for; null where either lacks a score. */
  retention: number | null;
  robustness: null;
  /** Whether no other row scores at least as well in at most the bytes; null without a score or a size. */
  pareto: boolean | null;
  /** From 1 by the mean score over the suites asked for; equal scores share a rank. Null without a score for each. */
  rank: number | null;
  dynascore: null;
}

/**
 * Ranks models by the mean of their primary metrics over `suites`, best first, unscored last. `robustness` and
 * `dynascore` are null: neither has been measured by what feeds this table.
 */
export function leaderboard(contenders: readonly Contender[], suites: readonly string[]): LeaderboardRow[] {
  const byModel = new Map(contenders.map((c) => [c.model, c]));
  const overall = (c: Contender) => meanOver(suites, (suite) => c.scores[suite]?.value);

  const placed = contenders.flatMap((c) => {
    const value = overall(c);
    return value === null || c.bytes === null ? [] : [{ model: c.model, value, cost: c.bytes }];
  });
  const onFront = new Map(paretoFront(placed).map((on, i) => [placed[i].model, on]));

  const totals = contenders.flatMap((c) => overall(c) ?? []);
  return contenders
    .map((c): LeaderboardRow => {
      const { teacher, ...shown } = c;
      const total = overall(c);
      const teachers = teacher === null ? undefined : byModel.get(teacher);
      return {
        ...shown,
        retention: meanOver(suites, (suite) => ratio(c.scores[suite], teachers?.scores[suite])),
        robustness: null,
        pareto: onFront.get(c.model) ?? null,
        rank: total === null ? null : 1 + totals.filter((other) => other > total).length,
        dynascore: null,
      };
    })
    .sort((x, y) => last(x.rank, y.rank) || last(x.bytes, y.bytes) || (x.model < y.model ? -1 : 1));
}

/** Ascending, null at the end. */
const last = (x: number | null, y: number | null) => (x === y ? 0 : (x ?? Infinity) - (y ?? Infinity));

const ratio = (student?: Score, teacher?: Score) =>
  student && teacher && teacher.value > 0 ? student.value / teacher.value : undefined;

/** The mean of a figure over all suites; null when one of them lacks it. */
function meanOver(suites: readonly string[], figure: (suite: string) => number | undefined): number | null {
  const values = suites.flatMap((suite) => figure(suite) ?? []);
  return values.length === suites.length && values.length > 0 ? values.reduce((x, y) => x + y) / values.length : null;
}
