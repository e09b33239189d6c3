/** Differences on parts of the rows, drawn and as a table. */
import type { PairComparison, Slice } from "../../../eval/reports/comparison.ts";
import { type IntervalRow, Intervals } from "../../charts/intervals.tsx";
import { count, percent, pNumber, pointsInterval, signedPoints } from "../../format.ts";
import { counted, figure, hiddenEnds } from "../../parts/columns.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { isLowerBetter, titleOf } from "../../parts/metrics.ts";
import { namesOf } from "./names.ts";

const KINDS: Record<string, string> = {
  label: "gold label",
  length: "length",
  type: "type",
  answerable: "answerable",
  capability: "capability",
  test: "test",
};

const kindName = (by: string) => KINDS[by] ?? by;

/** The interval of fewer says little, and would be as wide as the picture. */
const FEWEST_DRAWN = 20;

/** More in one picture are hard to read. */
const MOST_TOGETHER = 16;

interface Props {
  answer: PairComparison;
  /** Of the address: which kind of slices. */
  by: string | null;
  onBy: (by: string | null) => void;
}

export function Slices({ answer, by, onBy }: Props) {
  const names = namesOf(answer);
  const kinds = [...new Set(answer.slices.map((slice) => slice.by))];
  if (kinds.length === 0) return null;
  const chosen = by !== null && kinds.includes(by) ? by : null;
  const first = answer.slices.length > MOST_TOGETHER && by === null ? kinds[0]! : null;
  const shown = answer.slices.filter((slice) => (chosen ?? first ?? slice.by) === slice.by);
  const drawn = shown.filter(({ n }) => n >= FEWEST_DRAWN);
  const file = `${names.a}-against-${names.b}-slices`.replaceAll(/[^\w.-]+/g, "-");
  const better = isLowerBetter(answer.metric) ? names.b : names.a;
  return (
    <section aria-labelledby="slices">
      <h2 id="slices">On parts of the rows</h2>
      {kinds.length > 1 && (
        <label class="labelled slices-by">
          <span>Slices by</span>
          <select value={chosen ?? first ?? ""} onChange={(event) => onBy(event.currentTarget.value || "all")}>
            <option value="">all</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {kindName(kind)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Intervals
        title={`${names.a} less ${names.b}`}
        says={`Right of 0 ${better} is better. Points with 95\u00a0% intervals, not corrected for their number: of twenty slices one leaves out 0 by chance.${drawn.length < shown.length ? ` Slices of fewer than ${FEWEST_DRAWN} rows are in the table alone.` : ""}`}
        file={file}
        rows={[rowOf("all rows", answer), ...drawn.map((slice) => rowOf(nameOf(slice, drawn), slice))].filter(
          (row) => row !== null,
        )}
        xTitle="Difference, points"
        xFormat={(value) => signedPoints(value, 0)}
        marks={[{ at: 0, label: "no difference" }]}
      />
      <DataTable
        caption="Slices, p not corrected"
        columns={columnsFor(
          names,
          shown.some(({ metric }) => metric !== answer.metric),
        )}
        rows={shown}
        keyOf={({ by: kind, value }) => `${kind} ${value}`}
        file={file}
      />
    </section>
  );
}

/** With its kind where another has the same name. */
const nameOf = ({ by, value }: Slice, shown: readonly Slice[]): string =>
  shown.some((slice) => slice.by !== by && slice.value === value) ? `${kindName(by)} ${value}` : value;

function rowOf(value: string, figures: Omit<Slice, "by" | "value">): IntervalRow | null {
  const { n, difference, ci95, metric } = figures;
  if (difference === null) return null;
  const label = `${value} (${count(n)})`;
  const says = `${label}: ${signedPoints(difference)} points of ${titleOf(metric)}, interval ${pointsInterval(ci95)}`;
  return {
    key: label,
    label,
    estimates: [{ value: difference, interval: ci95, series: value === "all rows" ? 0 : 1, says }],
  };
}

const columnsFor = (names: { a: string; b: string }, severalMetrics: boolean): Column<Slice>[] => [
  { id: "by", title: "By", value: ({ by }) => by, cell: ({ by }) => <span class="kind">{kindName(by)}</span> },
  { id: "value", title: "Slice", value: ({ value }) => value, heads: true },
  counted("n", "Rows", ({ n }) => n),
  {
    id: "metric",
    title: "Metric",
    value: ({ metric }) => metric,
    cell: ({ metric }) => titleOf(metric),
    hidden: !severalMetrics,
  },
  figure("a", names.a, ({ a }) => a),
  figure("b", names.b, ({ b }) => b),
  {
    id: "difference",
    title: "Difference, points",
    value: ({ difference }) => difference,
    cell: ({ difference, ci95 }) => (
      <>
        {signedPoints(difference)}
        <small class="quiet">{pointsInterval(ci95)}</small>
      </>
    ),
    numeric: true,
  },
  ...hiddenEnds<Slice>("ci95_", ({ ci95 }) => ci95),
  figure("p_value", "p", ({ p_value }) => p_value, pNumber),
  { id: "a_only", title: "A alone right", value: ({ discordant }) => discordant?.a_only, numeric: true },
  { id: "b_only", title: "B alone right", value: ({ discordant }) => discordant?.b_only, numeric: true },
  figure("agreement", "Same answer", ({ agreement }) => agreement, percent),
];
