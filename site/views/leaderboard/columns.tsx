/** The columns of a leaderboard; some depend on the suites and on what it is ranked by. */
import type { Leaderboard, LeaderboardRow } from "../../../eval/leaderboard/board.ts";
import { comparisonPath, modelPath } from "../../address.ts";
import { fraction, megabytes, milliseconds, percent, pointsInterval, pValue, signedPoints } from "../../format.ts";
import { figure, hiddenEnds } from "../../parts/columns.ts";
import type { Column } from "../../parts/data-table.tsx";
import { runtimeName } from "../../parts/runtimes.ts";

type BoardColumn = Column<LeaderboardRow>;

export const VERDICTS = {
  better: { text: "better", tone: "good" },
  worse: { text: "worse", tone: "bad" },
  open: { text: "can't tell", tone: "open" },
} as const;

/** `usual`: the runtime of most scores, which need not be repeated. */
export function boardColumns(board: Leaderboard, suites: readonly string[], usual: string | null): BoardColumn[] {
  return [
    { id: "rank", title: "#", value: (row) => row.rank, cell: rankText, numeric: true },
    ...hiddenEnds<LeaderboardRow>("rank_", (row) => row.rank_range),
    { id: "model", title: "Model", value: (row) => row.model, cell: (row) => <Model row={row} />, heads: true },
    ...suites.flatMap((suite) => suiteColumns(suite, suites.length > 1, usual)),
    figure("bytes", "Size", (row) => row.bytes, megabytes),
    {
      id: "smaller",
      title: "Smaller",
      value: (row) => row.compression?.bytes,
      cell: (row) => (row.compression ? `${row.compression.bytes.toFixed(1)} ×` : "–"),
      numeric: true,
    },
    figure("retention", "Kept", (row) => row.retention, percent),
    figure("robustness", "Robust", (row) => row.robustness, percent),
    {
      id: "latency",
      title: "Latency",
      value: (row) => row.latency?.p50,
      cell: (row) => <span title={latencyTitle(row)}>{milliseconds(row.latency?.p50)}</span>,
      numeric: true,
    },
    {
      id: "pareto",
      title: "Front",
      value: (row) => (row.pareto ? "yes" : null),
      cell: (row) => (row.pareto ? <span title="No other is as good in all and better in one">◆&nbsp;yes</span> : ""),
    },
    { id: "method", title: "Method", value: (row) => row.method },
    ...(board.ranked_by === "dynascore" ? [dynascore] : []),
    { id: "parameters", title: "", value: (row) => row.parameters, hidden: true },
    { id: "version", title: "", value: (row) => row.version, hidden: true },
    { id: "teacher", title: "", value: (row) => row.teacher, hidden: true },
    { id: "subset", title: "", value: (row) => row.subset, hidden: true },
    { id: "callable", title: "", value: (row) => row.callable, hidden: true },
  ];
}

const dynascore: BoardColumn = figure(
  "dynascore",
  "Dynascore",
  (row) => row.dynascore,
  (score) => fraction(score, 1),
);

function suiteColumns(suite: string, several: boolean, usual: string | null): BoardColumn[] {
  const hidden = (name: string, value: BoardColumn["value"]): BoardColumn => ({
    id: `${suite} ${name}`,
    title: "",
    value,
    hidden: true,
  });
  return [
    {
      id: suite,
      title: several ? suite : "Score",
      value: (row) => row.scores[suite]?.value,
      cell: (row) => <Score row={row} suite={suite} usual={usual} />,
      numeric: true,
    },
    ...hiddenEnds<LeaderboardRow>(`${suite} `, (row) => row.scores[suite]?.ci95),
    hidden("run", (row) => row.scores[suite]?.run),
    hidden("runtime", (row) => row.scores[suite]?.runtime),
    hidden("against", (row) => row.differences[suite]?.against),
    {
      id: `${suite} difference`,
      title: several ? "Difference" : "To teacher, points",
      value: (row) => row.differences[suite]?.difference,
      cell: (row) => <Verdict row={row} suite={suite} />,
      numeric: true,
    },
    ...hiddenEnds<LeaderboardRow>(`${suite} difference `, (row) => row.differences[suite]?.ci95),
    hidden("p", (row) => row.differences[suite]?.p_value),
    hidden("p_holm", (row) => row.differences[suite]?.p_holm),
    hidden("verdict", (row) => row.differences[suite]?.verdict),
  ];
}

const rankText = ({ rank, rank_range }: LeaderboardRow): string =>
  `${rank ?? "–"}${rank_range ? `\u00a0(${rank_range.join("–")})` : ""}`;

const Model = ({ row }: { row: LeaderboardRow }) => (
  <>
    {row.callable ? <a href={modelPath(row.model)}>{row.model}</a> : row.model}
    {!row.callable && <small class="quiet">known by its runs, not served here</small>}
    {row.subset !== null && <small class="quiet">learnt from {row.subset}</small>}
  </>
);

function Score({ row, suite, usual }: { row: LeaderboardRow; suite: string; usual: string | null }) {
  const score = row.scores[suite];
  if (score === undefined) return <>–</>;
  return (
    <>
      {fraction(score.value)}
      <small class="quiet">
        {score.ci95 ? `${fraction(score.ci95[0])}–${fraction(score.ci95[1])}` : "no interval"}
      </small>
      {score.runtime !== usual && <small class="open">{runtimeName(score.runtime)}</small>}
    </>
  );
}

function Verdict({ row, suite }: { row: LeaderboardRow; suite: string }) {
  const difference = row.differences[suite];
  if (difference === undefined) return <>–</>;
  const { text, tone } = VERDICTS[difference.verdict];
  return (
    <>
      {signedPoints(difference.difference)}{" "}
      <a
        class={tone}
        href={comparisonPath(row.model, difference.against, suite)}
        aria-label={`${row.model}: ${text}, row by row`}
        title={`Against ${difference.against}: ${pValue(difference.p_value)}, adjusted ${pValue(difference.p_holm)}`}
      >
        {text}
      </a>
      <small class="quiet">{pointsInterval(difference.ci95)}</small>
    </>
  );
}

const latencyTitle = ({ latency }: LeaderboardRow): string | undefined =>
  latency === null
    ? undefined
    : `p95 ${milliseconds(latency.p95)}, p99 ${milliseconds(latency.p99)}: ${latency.tokens} tokens, ${runtimeName(latency.runtime)}, ${latency.machine}`;
