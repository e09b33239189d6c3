/** Score against what it costs, for the models shown. */
import type { LeaderboardRow } from "../../../eval/leaderboard/board.ts";
import { paretoFront } from "../../../eval/pareto.ts";
import { comparisonPath, modelPath } from "../../address.ts";
import { type Point, Scatter } from "../../charts/scatter.tsx";
import { count, fraction, interval, milliseconds } from "../../format.ts";
import { isLowerBetter, titleOf } from "../../parts/metrics.ts";
import type { Axis } from "./state.ts";

interface AxisInfo {
  title: string;
  says: string;
  value: (row: LeaderboardRow) => number | null;
  format: (value: number) => string;
  /** How a model gets a value. */
  command: string;
}

const megabytesOf = (value: number) => `${Number(value.toPrecision(2))} MB`;

export const AXIS_INFOS: Record<Axis, AxisInfo> = {
  bytes: {
    title: "Size, MB",
    says: "size",
    value: (row) => row.bytes && row.bytes / 1e6,
    format: (value) => megabytesOf(value),
    command: "",
  },
  latency: {
    title: "Median latency, ms",
    says: "latency",
    value: (row) => row.latency?.p50 ?? null,
    format: milliseconds,
    command: "npx retort bench --model MODEL",
  },
  parameters: {
    title: "Parameters",
    says: "number of parameters",
    value: (row) => row.parameters,
    format: count,
    command: "",
  },
};

/** Colours there are; methods beyond share the last. */
const SERIES = 8;

interface Props {
  /** Shown. */
  rows: readonly LeaderboardRow[];
  /** All methods of the board, so that a filter changes no colour. */
  methods: readonly string[];
  suites: readonly string[];
  axis: Axis;
}

export function BoardChart({ rows, methods, suites, axis }: Props) {
  const info = AXIS_INFOS[axis];
  const placed = rows.flatMap((row) => placeOf(row, suites, info) ?? []);
  if (placed.length === 0)
    return (
      <p class="quiet">
        No model shown has both a score on {suites.join(" and ")} and a known {info.says}.{" "}
        {info.command && (
          <>
            Measure it: <code>{info.command}</code>
          </>
        )}
      </p>
    );
  const metric = rows.flatMap((row) => row.scores[suites[0]!] ?? [])[0]!.metric;
  const lower = suites.length === 1 && isLowerBetter(metric);
  const front = paretoFront(placed.map(({ x, y }) => [-x, lower ? -y : y]));
  const common = commonStart(placed.map(({ row }) => row.model));
  const points = placed.map(({ row, x, y, ci95 }, i): Point => {
    const difference = row.differences[suites[0]!];
    const against = difference && comparisonPath(row.model, difference.against, suites[0]!);
    return {
      key: row.model,
      label: row.model.slice(common),
      says: `${row.model}, ${row.method ?? "unknown method"}: ${info.format(x)}, ${fraction(y)}${ci95 ? ` (${interval(ci95)})` : ""}`,
      href: row.callable ? modelPath(row.model) : against,
      x,
      y,
      interval: ci95,
      series: Math.min(methods.indexOf(row.method ?? "unknown"), SERIES - 1),
      pareto: front[i]!,
    };
  });
  const left = rows.length - placed.length;
  return (
    <Scatter
      title={`Score against ${info.says}`}
      says={`Filled marks, joined by steps: no model shown is both better and cheaper. Whiskers are 95 % intervals${suites.length > 1 ? ", which means over suites lack" : ""}.${left > 0 ? ` ${left} of ${rows.length} models shown have no known ${info.says} or lack a score.` : ""}`}
      file={`leaderboard-${suites.join("-").replaceAll("/", "-")}-${axis}`}
      points={points}
      series={[
        ...methods.slice(0, SERIES - 1),
        methods.length > SERIES ? "other methods" : methods[SERIES - 1]!,
      ].filter(Boolean)}
      xTitle={info.title}
      yTitle={suites.length > 1 ? `Mean over ${suites.length} suites` : `${titleOf(metric)} on ${suites[0]}`}
      xFormat={info.format}
      yFormat={(value) => fraction(value, 2)}
      logarithmic
    />
  );
}

/** Null unless it has a score on each suite and a value on the axis. Those where less is better enter a mean as what is left of 1. */
function placeOf(row: LeaderboardRow, suites: readonly string[], { value }: AxisInfo) {
  const scores = suites.flatMap((suite) => row.scores[suite] ?? []);
  const x = value(row);
  if (x === null || x <= 0 || scores.length < suites.length) return null;
  if (scores.length === 1) return { row, x, y: scores[0]!.value, ci95: scores[0]!.ci95 };
  const worths = scores.map(({ metric, value: score }) => (isLowerBetter(metric) ? 1 - score : score));
  return { row, x, y: worths.reduce((a, b) => a + b, 0) / worths.length, ci95: null };
}

/** How many characters all names share, up to a hyphen: of "sst2-" in front of each nobody learns anything. */
function commonStart(names: readonly string[]): number {
  if (names.length < 2) return 0;
  const first = names[0]!;
  const start = first.slice(0, first.indexOf("-") + 1);
  return start !== "" && names.every((name) => name.startsWith(start)) ? start.length : 0;
}
