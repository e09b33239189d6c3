/**
 * Which of the models listed lose little, by the intervals of their differences to their teachers. A difference is turned so that more is
 * better, and counts for all suites asked for: the worst of them decides.
 */
import type { Difference, LeaderboardRow } from "../../../eval/leaderboard/board.ts";
import { isLowerBetter } from "../../parts/metrics.ts";

export interface Held {
  row: LeaderboardRow;
  suite: string;
  against: string;
  /** Of the suite whose interval reaches lowest. */
  gain: number;
  low: number;
  high: number;
  difference: Difference;
}

/** Null unless it is held against a model on each suite, with an interval. */
export function held(row: LeaderboardRow, suites: readonly string[]): Held | null {
  const each = suites.map((suite): Held | null => {
    const [score, difference] = [row.scores[suite], row.differences[suite]];
    if (score === undefined || difference?.ci95 == null || difference.difference === null) return null;
    const sign = isLowerBetter(score.metric) ? -1 : 1;
    const [low, high] = sign === 1 ? difference.ci95 : ([-difference.ci95[1], -difference.ci95[0]] as const);
    return { row, suite, against: difference.against, gain: sign * difference.difference, low, high, difference };
  });
  const known = each.filter((one) => one !== null);
  return known.length < suites.length || known.length === 0 ? null : known.reduce((a, b) => (b.low < a.low ? b : a));
}

export interface Shippable {
  /** How many are held against a model, are of known size, and served here; where none is, of those known by their runs. */
  candidates: number;
  served: boolean;
  /** The smallest whose interval reaches 0 on every suite: not shown to be worse. */
  notWorse: Held | null;
  /** Smaller ones whose interval does not reach 0, though p adjusted for all of them leaves it open. */
  openByHolmAlone: Held[];
  /** The smallest whose interval lies above minus the margin on every suite: shown to lose less than that. */
  within: Held | null;
  /** Of all the one whose interval reaches least far down: what margin could be met at all. */
  closest: Held | null;
}

/** `margin` as a fraction. The smallest of equal size is the one that loses least. */
export function shippable(rows: readonly LeaderboardRow[], suites: readonly string[], margin: number): Shippable {
  const all = rows
    .flatMap((row) => (row.bytes === null ? [] : (held(row, suites) ?? [])))
    .toSorted((a, b) => a.row.bytes! - b.row.bytes! || b.gain - a.gain);
  const served = all.some(({ row }) => row.callable);
  const candidates = served ? all.filter(({ row }) => row.callable) : all;
  const notWorse = candidates.find((one) => worseOn(one, suites) === null) ?? null;
  const smaller = notWorse === null ? candidates : candidates.slice(0, candidates.indexOf(notWorse));
  return {
    candidates: candidates.length,
    served,
    notWorse,
    openByHolmAlone: smaller
      .map((one) => worseOn(one, suites))
      .filter((one) => one !== null)
      .filter(({ row }) => suites.every((suite) => row.differences[suite]!.verdict !== "worse")),
    within: candidates.find(({ low }) => low > -margin) ?? null,
    closest: candidates.reduce<Held | null>((best, one) => (best === null || one.low > best.low ? one : best), null),
  };
}

/** As it stands on the first suite where its interval does not reach 0; null where there is none. */
const worseOn = ({ row }: Held, suites: readonly string[]): Held | null =>
  suites.flatMap((suite) => held(row, [suite]) ?? []).find(({ high }) => high < 0) ?? null;
