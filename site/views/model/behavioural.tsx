import type { Behavioural as Report } from "../../../eval/reports/robustness-report.ts";
import { runPath } from "../../api/evaluations.ts";
import { interval, percent } from "../../format.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { points, pointsInterval } from "../../parts/metrics.ts";
import { pInWords } from "./stress-words.ts";

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
  {
    id: "rows",
    title: "Cases",
    numeric: true,
    value: ({ rows }) => rows,
    cell: ({ rows }) => rows.toLocaleString("en"),
  },
  {
    ...{ id: "failure_rate", title: "Fail", numeric: true },
    value: ({ failure_rate }) => failure_rate,
    cell: ({ failure_rate }) => percent(failure_rate),
  },
  {
    ...{ id: "low", title: "95 % interval", numeric: true },
    value: ({ ci95 }) => ci95?.[0],
    cell: ({ ci95 }) => interval(ci95),
  },
  { id: "high", title: "", hidden: true, value: ({ ci95 }) => ci95?.[1] },
  {
    ...{ id: "teacher", title: "Teacher", numeric: true },
    value: ({ teacher }) => teacher?.failure_rate,
    cell: ({ teacher }) => percent(teacher?.failure_rate),
  },
  {
    ...{ id: "difference", title: "Difference, points", numeric: true },
    value: ({ difference }) => difference,
    cell: ({ difference, difference_ci95 }) =>
      difference === null ? "–" : `${points(difference)} (${pointsInterval(difference_ci95)})`,
  },
  { id: "p_holm", title: "p", numeric: true, value: ({ p_holm }) => p_holm, cell: ({ p_holm }) => pInWords(p_holm) },
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
