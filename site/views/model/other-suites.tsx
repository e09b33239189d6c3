import type { OutOfDistribution, RobustnessReport } from "../../../eval/reports/robustness-report.ts";
import { runPath } from "../../api/evaluations.ts";
import { fraction, interval } from "../../format.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { points, pointsInterval, titleOf } from "../../parts/metrics.ts";
import { lossInWords, pInWords } from "./stress-words.ts";

/** Suites of the same question with texts of another kind. */
export function OtherSuites({ report: { out_of_distribution, model, suite, teacher } }: { report: RobustnessReport }) {
  if (out_of_distribution.length === 0) return null;
  return (
    <>
      <h3>On texts of another kind</h3>
      <DataTable
        caption={`Other suites of the same question, beside ${suite}. A drop is a loss${teacher ? "; p is Holm’s, over all of them" : ""}`}
        columns={teacher ? [...OWN, ...BESIDE] : OWN}
        rows={out_of_distribution}
        keyOf={(row) => row.suite}
        file={`${model}-other-suites`}
      />
    </>
  );
}

const OWN: Column<OutOfDistribution>[] = [
  {
    ...{ id: "suite", title: "Suite", heads: true },
    value: ({ suite }) => suite,
    cell: ({ suite, run }) => <a href={runPath(run)}>{suite}</a>,
  },
  {
    id: "rows",
    title: "Rows",
    numeric: true,
    value: ({ rows }) => rows,
    cell: ({ rows }) => rows.toLocaleString("en"),
  },
  { id: "metric", title: "Metric", value: ({ metric }) => titleOf(metric) },
  {
    ...{ id: "score", title: "Score", numeric: true },
    value: ({ score }) => score,
    cell: ({ score, ci95 }) => `${fraction(score)} (${interval(ci95)})`,
  },
  { id: "low", title: "", hidden: true, value: ({ ci95 }) => ci95?.[0] },
  { id: "high", title: "", hidden: true, value: ({ ci95 }) => ci95?.[1] },
  {
    ...{ id: "drop", title: "Drop, points", numeric: true },
    value: ({ drop }) => drop,
    cell: ({ drop }) => points(drop),
  },
];

const BESIDE: Column<OutOfDistribution>[] = [
  {
    ...{ id: "teacher", title: "Teacher’s score", numeric: true },
    value: ({ teacher }) => teacher?.score,
    cell: ({ teacher }) => fraction(teacher?.score),
  },
  {
    ...{ id: "difference", title: "Drop less teacher’s", numeric: true },
    value: (row) => row.difference_in_differences?.value,
    cell: ({ difference_in_differences: d }) => (d ? `${points(d.value)} (${pointsInterval(d.ci95)})` : "–"),
  },
  {
    ...{ id: "p_holm", title: "p", numeric: true },
    value: (row) => row.difference_in_differences?.p_holm,
    cell: (row) => pInWords(row.difference_in_differences?.p_holm),
  },
  { id: "verdict", title: "Beside its teacher it", value: (row) => lossInWords(row.difference_in_differences) },
];
