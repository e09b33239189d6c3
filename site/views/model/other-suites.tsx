import type { OutOfDistribution, RobustnessReport } from "../../../eval/reports/robustness-report.ts";
import { runPath } from "../../api/evaluations.ts";
import { fraction, interval } from "../../format.ts";
import { figure, hiddenEnds, rowCount } from "../../parts/columns.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { titleOf } from "../../parts/metrics.ts";
import { besideTeacher, drop } from "./stress-columns.ts";

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
  rowCount(),
  { id: "metric", title: "Metric", value: ({ metric }) => titleOf(metric) },
  {
    ...figure("score", "Score", ({ score }: OutOfDistribution) => score),
    cell: ({ score, ci95 }) => `${fraction(score)} (${interval(ci95)})`,
  },
  ...hiddenEnds("", ({ ci95 }: OutOfDistribution) => ci95),
  drop(),
];

const BESIDE: Column<OutOfDistribution>[] = [
  figure("teacher", "Teacher’s score", ({ teacher }) => teacher?.score),
  ...besideTeacher<OutOfDistribution>(),
];
