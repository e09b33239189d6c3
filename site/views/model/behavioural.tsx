import type { Behavioural as Report } from "../../../eval/reports/robustness-report.ts";
import { runPath } from "../../api/evaluations.ts";
import { percent, pNumber, pointsInterval, signedPoints } from "../../format.ts";
import { ends, figure, rowCount } from "../../parts/columns.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";

type Test = Report["tests"][number];

/** What each type asks, as CheckList (arXiv 2005.04118) has them. */
const TYPES = { MFT: "right answer", INV: "same answer", DIR: "expected change" } as const;

/** Tests of behaviour: how many of their cases fail. */
export function Behavioural({ report: { suite, run, tests, sample }, model }: { report: Report; model: string }) {
  return (
    <>
      <h3>
        Behaviour: <a href={runPath(run)}>{suite}</a>
      </h3>
      <DataTable
        caption={`Share of cases that fail${sample ? `, of a sample of ${sample} a test` : ""}: less is better. p is Holm’s, over all tests`}
        columns={COLUMNS}
        rows={tests}
        keyOf={({ capability, test }) => `${capability} ${test}`}
        file={`${model}-behaviour`}
        order={{ by: "failure_rate", down: true }}
      />
    </>
  );
}

const COLUMNS: Column<Test>[] = [
  { id: "test", title: "Test", heads: true, value: ({ test }) => test },
  { id: "capability", title: "Capability", value: ({ capability }) => capability },
  { id: "type", title: "Wants", value: ({ type }) => type, cell: ({ type }) => TYPES[type] },
  rowCount("Cases"),
  figure("failure_rate", "Fail", ({ failure_rate }) => failure_rate, percent),
  ...ends<Test>("", "95 % interval", ({ ci95 }) => ci95),
  figure("teacher", "Teacher", ({ teacher }) => teacher?.failure_rate, percent),
  {
    ...figure("difference", "Difference, points", ({ difference }: Test) => difference),
    cell: ({ difference, difference_ci95 }) =>
      difference === null ? "–" : `${signedPoints(difference)} (${pointsInterval(difference_ci95)})`,
  },
  figure("p_holm", "p", ({ p_holm }) => p_holm, pNumber),
  {
    ...{ id: "verdict", title: "Beside its teacher it" },
    value: ({ p_holm, difference }) =>
      p_holm === null || difference === null
        ? "–"
        : p_holm >= 0.05
          ? "is not told apart"
          : difference > 0
            ? "fails more often"
            : "fails less often",
  },
];
