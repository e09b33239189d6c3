import { changed } from "../../address.ts";
import { comparisonOfRuns, runPath } from "../../api/evaluations.ts";
import { interval } from "../../format.ts";
import { figure } from "../../parts/columns.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { titleOf } from "../../parts/metrics.ts";
import type { Result } from "./results.ts";
import type { Subject } from "./subject.ts";

const primary = ({ metrics: figures, primary: name }: Result["run"]) => figures[name];

/** A row a suite, with the teacher's score on the same rows beside it. */
export function ResultTable({ subject, results }: { subject: Subject; results: readonly Result[] }) {
  const { id, version, card, teacher } = subject;
  const columns: Column<Result>[] = [
    {
      ...{ id: "suite", title: "Suite", heads: true },
      value: ({ run }) => run.suite,
      cell: ({ run }) => <a href={runPath(run.id)}>{run.suite}</a>,
    },
    { id: "rows", title: "Rows", numeric: true, value: ({ run }) => run.rows, cell: rowsOf },
    { id: "metric", title: "Metric", value: ({ run }) => titleOf(run.primary) },
    figure("score", "Score", ({ run }) => primary(run)?.value),
    {
      ...{ id: "interval", title: "95 % interval", numeric: true },
      value: ({ run }) => primary(run)?.ci95?.[0],
      cell: ({ run }) => interval(primary(run)?.ci95),
    },
    { ...{ id: "high", title: "", hidden: true }, value: ({ run }) => primary(run)?.ci95?.[1] },
    ...(teacher ? teacherColumns : []),
    { id: "run", title: "", hidden: true, value: ({ run }) => run.id },
  ];
  const ref = card ? id : `${id}@${version}`;
  return (
    <section>
      <h2>Results</h2>
      {results.length === 0 ? (
        <p>
          Nobody has evaluated it yet. <a href={`/evaluations${changed("", { model: ref })}`}>Evaluate it</a>, or{" "}
          <code>npx retort eval {id} --suite retort/reviews</code>
        </p>
      ) : (
        <>
          <DataTable
            caption="The newest whole run on each suite, or that of most rows"
            columns={columns}
            rows={results}
            keyOf={({ run }) => run.id}
            file={`${id}-results`}
          />
          <p>
            <a href={`/evaluations${changed("", { model: ref })}`}>All runs of it{card && ", and how to start one"}</a>
          </p>
        </>
      )}
    </section>
  );
}

const teacherColumns: Column<Result>[] = [
  figure("teacher", "Teacher", ({ teacher }) => teacher && primary(teacher)?.value),
  {
    ...{ id: "compare", title: "Row by row" },
    value: ({ teacher }) => teacher?.id,
    cell: ({ run, teacher }) =>
      teacher ? <a href={comparisonOfRuns(run, teacher)}>Compare</a> : "no run on the same rows",
  },
];

const rowsOf = ({ run }: Result) => {
  const part = run.limit !== undefined ? " (the first)" : run.sample !== undefined ? " (a sample)" : "";
  return `${run.rows.toLocaleString("en")}${part}`;
};
