import { paretoFront } from "../pareto.ts";
import type { Leaderboard, LeaderboardRow, MeasureName } from "./board.ts";
import { type Contender, performance, retention } from "./contender.ts";
import { countingMeasures, MEASURES } from "./measures.ts";
import { scoreAll } from "./score-all.ts";
import type { Weights } from "./weights.ts";

/**
 * Ranks models on `suites`, best first, unscored last; ties by bytes, then by name. Performance is the mean of the primary
 * metrics, those where less is better as what is left of 1. Ranks have no ranges yet: `withRankRanges`.
 */
export function leaderboard(
  contenders: readonly Contender[],
  suites: readonly string[],
  weights?: Weights,
): Leaderboard {
  const scored = contenders.filter((c) => performance(c, suites) !== null);
  const counting = countingMeasures(scored);
  const pareto_over: MeasureName[] = ["performance", ...counting];
  const front = onFront(scored, suites, pareto_over);
  const { scores, metrics, missing } = scoreAll(scored, suites, counting, weights);

  const ranked_by = weights !== undefined && scores.size > 0 ? "dynascore" : "performance";
  const worth = (c: Contender) => (ranked_by === "dynascore" ? (scores.get(c) ?? null) : performance(c, suites));
  const worths = contenders.flatMap((c) => worth(c) ?? []);
  const rows = contenders.map((c): LeaderboardRow => {
    const { teacher, ...shown } = c;
    const own = worth(c);
    return {
      ...shown,
      teacher: teacher?.name ?? null,
      retention: retention(c, suites),
      pareto: front.get(c) ?? null,
      rank: own === null ? null : 1 + worths.filter((other) => other > own).length,
      rank_range: null,
      dynascore: scores.get(c) ?? null,
    };
  });
  rows.sort((x, y) => last(x.rank, y.rank) || last(x.bytes, y.bytes) || (x.model < y.model ? -1 : 1));
  return { rows, ranked_by, pareto_over, dynascore: { metrics, missing } };
}

/** A board that is ranked by performance with the ranges of its ranks, by model. */
export const withRankRanges = (
  board: Leaderboard,
  ranges: ReadonlyMap<string, [best: number, worst: number]>,
): Leaderboard => ({
  ...board,
  rows: board.rows.map((row) => ({ ...row, rank_range: ranges.get(row.model) ?? null })),
});

/** Of the models that have all of these measures, whether each is on the front that they span. */
function onFront(contenders: readonly Contender[], suites: readonly string[], names: readonly MeasureName[]) {
  const placed = contenders.flatMap((contender) => {
    const point = names.flatMap((name) => {
      const value = MEASURES[name].value(contender, suites);
      return value === null ? [] : [MEASURES[name].better === "lower" ? -value : value];
    });
    return point.length === names.length ? [{ contender, point }] : [];
  });
  return new Map(paretoFront(placed.map(({ point }) => point)).map((on, i) => [placed[i]!.contender, on]));
}

/** Ascending, null at the end. */
const last = (x: number | null, y: number | null) => (x === y ? 0 : (x ?? Infinity) - (y ?? Infinity));
