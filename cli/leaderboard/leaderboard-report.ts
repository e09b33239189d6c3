import type { Leaderboard, LeaderboardRow } from "../../eval/leaderboard/board.ts";
import { looksNotes } from "../evaluation/looks-notes.ts";
import { nameOf } from "../evaluation/run-report.ts";
import { type ColumnOf, type Report, type Section, section } from "../report/report.ts";

/** What `GET /v1/leaderboard` answers for one suite. */
export interface Board extends Leaderboard {
  suite: string;
}

/** One table a suite, its models best first; those without a score on it are counted under it. */
export function leaderboardReport(boards: readonly Board[]): Report {
  return {
    title: boards.length === 1 ? boards[0]!.suite : "leaderboards",
    lines: [],
    sections: boards.map(boardSection),
    json: { boards },
  };
}

function boardSection({ suite, rows, ranked_by, looks }: Board): Section {
  const scored = rows.filter((row) => row.scores[suite] !== undefined);
  const families = Map.groupBy(
    scored.flatMap((row) => row.differences[suite] ?? []),
    ({ against }) => against,
  );
  return section(suite, columns(suite, ranked_by, scored, families.size > 1), scored, {
    notes: [
      ...(scored.some(({ rank_range }) => rank_range !== null) ? [RANGE_NOTE] : []),
      ...[...families].map(([against, { length }]) => familyNote(against, length)),
      ...(scored.some(({ teacher, differences }) => (differences[suite]?.against ?? teacher) !== teacher)
        ? ["retention, fewer and smaller: by each model's own teacher"]
        : []),
      ...notesOn(rows.length - scored.length, scored),
      ...looksNotes(suite, looks?.[suite]),
    ],
  });
}

function columns(
  suite: string,
  rankedBy: Board["ranked_by"],
  rows: readonly LeaderboardRow[],
  severalFamilies: boolean,
): ColumnOf<LeaderboardRow>[] {
  const metric = rows[0]?.scores[suite]?.metric ?? "value";
  const differenceOf = (row: LeaderboardRow) => row.differences[suite];
  return [
    { title: "rank", name: "rank", format: "rank", of: ({ rank, rank_range }) => ({ value: rank, ci95: rank_range }) },
    { title: "model", name: "model", format: "text", of: nameOf },
    {
      title: "served",
      name: "served",
      format: "text",
      of: ({ callable }) => (rows.every((row) => row.callable) ? null : callable ? "yes" : "no"),
    },
    { title: "method", name: "method", format: "text", of: ({ method }) => method },
    { title: `${metric} [95 % interval]`, name: metric, format: "figure", of: (row) => row.scores[suite] },
    { title: "retention", name: "retention", format: "fraction", of: ({ retention }) => retention },
    {
      title: "difference [95 % interval]",
      name: "difference",
      format: "signed-figure",
      of: (row) => {
        const found = differenceOf(row);
        return found && { value: found.difference, ci95: found.ci95 };
      },
    },
    {
      title: "against",
      name: "against",
      format: "text",
      of: (row) => (severalFamilies ? differenceOf(row)?.against : null),
    },
    { title: "p Holm", name: "p_holm", format: "p", of: (row) => differenceOf(row)?.p_holm },
    { title: "verdict", name: "verdict", format: "text", of: (row) => differenceOf(row)?.verdict },
    { title: "parameters", name: "parameters", format: "count", of: ({ parameters }) => parameters },
    {
      title: "fewer",
      name: "compression_parameters",
      format: "ratio",
      of: ({ compression }) => compression?.parameters,
    },
    { title: "bytes", name: "bytes", format: "count", of: ({ bytes }) => bytes },
    {
      title: "smaller",
      name: "compression_bytes",
      format: "ratio",
      of: ({ compression }) => compression?.bytes,
    },
    { title: "robustness", name: "robustness", format: "fraction", of: ({ robustness }) => robustness },
    { title: "p50 ms", name: "p50", format: "tenths", of: ({ latency }) => latency?.p50 },
    ...(rankedBy === "dynascore"
      ? [{ title: "Dynascore", name: "dynascore", format: "tenths" as const, of: dynascoreOf }]
      : []),
  ];
}

const dynascoreOf = ({ dynascore }: LeaderboardRow) => dynascore;

const RANGE_NOTE =
  "rank: in brackets those that the rows do not rule out; each range by itself holds the model's true rank with a probability of 95 %";

const familyNote = (against: string, comparisons: number) =>
  `difference: the score less that of ${against} on the same rows; better or worse where p, adjusted for ${counted(comparisons, "comparison")} ` +
  "by Holm's method, is below 0.05; open: so many rows can't tell";

function notesOn(unscored: number, scored: readonly LeaderboardRow[]): string[] {
  const measured = new Set(
    scored.flatMap(({ latency }) =>
      latency ? [`p50: of one text of ${latency.tokens} tokens, ${latency.method}, ${latency.machine}`] : [],
    ),
  );
  return [
    ...scored.flatMap(({ model, subset }) => (subset === null ? [] : [`${model}: trained on ${subset}`])),
    ...scored.flatMap(({ model, teacher, retention }) =>
      teacher !== null && retention === null
        ? [`${model}: no retention, its teacher, ${teacher}, has no whole run on it or no score above 0`]
        : [],
    ),
    ...(scored.some(({ callable }) => !callable) ? ["not served: known here by a recorded run alone"] : []),
    ...measured,
    ...(unscored > 0 ? [`without a whole run on it: ${counted(unscored, "model")}`] : []),
  ];
}

const counted = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
