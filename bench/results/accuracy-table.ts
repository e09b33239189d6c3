/** Students beside their teacher, suite by suite. */
import type { LeaderboardRow } from "../../eval/leaderboard/board.ts";
import { metrics } from "../../eval/metrics/registry.ts";
import { change, code, count, interval, link, megabytes, p, percent, score, table } from "../markdown.ts";
import type { Board } from "./boards.ts";
import type { Sources } from "./sources.ts";

const VERDICTS = { better: "better", worse: "worse", open: "not shown" };

export function accuracySection(board: Board, sources: Sources): string {
  const { suite, rows } = board;
  const metric = suite.metrics[0]!;
  const differenceOf = (row: LeaderboardRow) => row.differences[suite.id];
  const drawn = table<LeaderboardRow>(
    [
      { title: "model", of: (row) => nameOf(row, sources) },
      { title: "method", of: ({ method }) => method },
      { title: "parameters", right: true, of: ({ parameters }) => count(parameters) },
      { title: "MB", right: true, of: ({ bytes }) => megabytes(bytes) },
      { title: metrics[metric].title, right: true, of: (row) => scoreOf(row, board) },
      { title: "95 % interval", of: (row) => interval(row.scores[suite.id]?.ci95) },
      { title: "retention", right: true, of: ({ retention }) => percent(retention) },
      { title: "less teacher", right: true, of: (row) => change(differenceOf(row)?.difference) },
      { title: "95 % interval of it", of: (row) => interval(differenceOf(row)?.ci95) },
      { title: "p, Holm", right: true, of: (row) => p(differenceOf(row)?.p_holm) },
      { title: "than teacher", of: (row) => differenceOf(row) && VERDICTS[differenceOf(row)!.verdict] },
    ],
    rows,
  );
  return [`### ${suite.id}`, described(board), drawn, ...subsets(rows)].join("\n\n");
}

/** Linked to its card where the model comes with the project. */
const nameOf = ({ model }: LeaderboardRow, { cards }: Sources) =>
  cards.has(model) ? link(code(model), `r2-assets/models/${model}/card.json`) : code(model);

const scoreOf = ({ model, scores }: LeaderboardRow, { suite, runs }: Board) =>
  link(score(scores[suite.id]!.value)!, runs.get(model)!.path);

function described({ suite, runs }: Board): string {
  const sampled = [...runs.values()].find(({ sample }) => sample !== undefined)?.sample;
  return sampled === undefined
    ? `${count(suite.rows)} rows.`
    : `A sample of ${count(sampled)} of its ${count(suite.rows)} rows, those whose ids have the smallest checksums.`;
}

/** What models learnt from where it was not all of their training split, each part once. */
function subsets(rows: readonly LeaderboardRow[]): string[] {
  const parts = new Set(rows.flatMap(({ subset }) => subset ?? []));
  return [...parts].map((part) => `These models learnt from ${part}. Published figures cannot be compared with them.`);
}
