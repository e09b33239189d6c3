import type { RobustnessReport, Slice } from "../../../eval/reports/robustness-report.ts";
import { type Estimate, Intervals } from "../../charts/intervals.tsx";
import { fraction, interval, pointsInterval, signedPoints } from "../../format.ts";
import { ends, figure, rowCount } from "../../parts/columns.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { titleOf } from "../../parts/metrics.ts";

/** More are no picture any more; the table has them all. */
const MOST_DRAWN = 30;

const nameOf = ({ by, value }: Slice) => (by === "length" || value.includes(" ") ? value : `${by} ${value}`);

export function Slices({ report }: { report: RobustnessReport }) {
  const { slices, model, suite, teacher } = report;
  if (slices.length === 0) return null;
  const drawn = slices.filter(({ score }) => score !== null).slice(0, MOST_DRAWN);
  const estimates = (slice: Slice): Estimate[] => [
    estimate(model, slice, 1),
    ...(slice.teacher?.score == null ? [] : [estimate(teacher!.model, slice.teacher, 0)]),
  ];
  const hasTeacher = drawn.some((slice) => slice.teacher?.score != null);
  return (
    <>
      <h3>By kinds of rows</h3>
      <Intervals
        title={`${suite} by kinds of rows`}
        says="Points are scores, lines their 95 % intervals: few rows make long ones."
        file={`${model}-slices`}
        rows={drawn.map((slice) => ({
          key: `${slice.by} ${slice.value}`,
          label: nameOf(slice),
          estimates: estimates(slice),
        }))}
        legend={[{ name: model, series: 1 }, ...(hasTeacher ? [{ name: teacher!.model, series: 0 }] : [])]}
        xTitle={titleOf(slices[0]!.metric)}
        xFormat={(value) => fraction(value, 2)}
      />
      <DataTable
        caption={`${model} on parts of ${suite}; intervals are of one slice, not corrected for their number`}
        columns={columns(hasTeacher)}
        rows={slices}
        keyOf={({ by, value }) => `${by} ${value}`}
        file={`${model}-slices`}
      />
    </>
  );
}

const estimate = (
  model: string,
  { score, ci95 }: { score: number | null; ci95: Slice["ci95"] },
  series: number,
): Estimate => ({
  value: score!,
  interval: ci95,
  series,
  says: `${model}: ${fraction(score)} (${interval(ci95)})`,
});

const columns = (hasTeacher: boolean): Column<Slice>[] => [
  { id: "by", title: "", hidden: true, value: ({ by }) => by },
  { id: "slice", title: "Rows of", heads: true, value: ({ value }) => value, cell: nameOf },
  rowCount(),
  { id: "metric", title: "Metric", value: ({ metric }) => titleOf(metric) },
  figure("score", "Score", ({ score }) => score),
  ...ends<Slice>("", "95 % interval", ({ ci95 }) => ci95),
  ...(hasTeacher ? teacherColumns : []),
];

const teacherColumns: Column<Slice>[] = [
  figure("teacher", "Teacher", ({ teacher }) => teacher?.score),
  figure("difference", "Difference, points", ({ difference }) => difference, signedPoints),
  ...ends<Slice>("difference_", "its 95 % interval", ({ difference_ci95 }) => difference_ci95, pointsInterval),
];
