/** A run's record: where its figures come from, and the figures. */
import type { Looks } from "../../../eval/reports/looks.ts";
import { changed, modelPath } from "../../address.ts";
import { comparisonOfRuns, partOf, type RunPage, type RunRecord, rowsInWords } from "../../api/evaluations.ts";
import { sameRows } from "../../api/standings.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { fraction, interval, moment } from "../../format.ts";
import { ends, figure } from "../../parts/columns.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { isLowerBetter, titleOf } from "../../parts/metrics.ts";
import { RUNTIME_NAMES } from "../../parts/runtimes.ts";
import { Predictions } from "./predictions.tsx";
import { RunSlices } from "./run-slices.tsx";

export function Run({ run }: { run: RunRecord & { looks?: Looks } }) {
  const { model, version, suite, rows, errors, runtime, created_at, code, unchanged, left_out } = run;
  const ref = version === null ? model : `${model}@${version}`;
  const figure = run.metrics[run.primary];
  return (
    <>
      <p class="lead">
        {titleOf(run.primary)}{" "}
        <strong>
          {fraction(figure?.value)} (95 % interval {interval(figure?.ci95)})
        </strong>{" "}
        on{" "}
        {partOf(run) === ""
          ? `all ${rows.toLocaleString("en")} rows of ${suite}. `
          : `${rowsInWords(run)}: ${rows.toLocaleString("en")} rows. `}
        {errors > 0 && <strong class="bad">{inWords(errors)}, which count as wrong. </strong>}
        {unchanged !== undefined && `${unchanged.toLocaleString("en")} rows stay as they are and are not scored. `}
        {left_out !== undefined && `${left_out.toLocaleString("en")} rows ask nothing of this model. `}
      </p>
      {run.looks && (
        <p>
          {suite} is sealed. <a href={`/v1/suites/${suite}/looks`}>Figures shown</a> by now: {run.looks.figures}, to
          keys: {run.looks.keys}. Intervals hold for one of them, not for the best.
        </p>
      )}
      <p>
        <a href={modelPath(ref)}>{ref}</a>, answered {runtime === null ? "elsewhere" : `by ${RUNTIME_NAMES[runtime]}`}{" "}
        on {moment(created_at)}, scored by <code>{code}</code>.
      </p>
      <p class="ways">
        <Teacher run={run} />
        <a href={`/leaderboard${changed("", { suite })}`}>Leaderboard of {suite}</a>
        {version !== null && <a href={`/evaluations${changed("", { model: ref, suite })}`}>Evaluate it again</a>}
        <a href={`/v1/runs/${run.id}`}>The record, as JSON</a>
      </p>
      <h2>Figures</h2>
      <DataTable
        caption={`Over ${rows.toLocaleString("en")} rows`}
        columns={COLUMNS}
        rows={figuresOf(run)}
        keyOf={({ metric }) => metric}
        file={`${run.id}-figures`}
      />
      {run.slices && run.slices.length > 0 && <RunSlices run={run} slices={run.slices} />}
      <Predictions run={run} />
    </>
  );
}

const inWords = (errors: number) =>
  errors === 1 ? "One row could not be answered" : `${errors.toLocaleString("en")} rows could not be answered`;

/** One click to the comparison with the teacher, where it has a run on the same rows. */
function Teacher({ run }: { run: RunRecord }) {
  const teacher = run.teacher?.id ?? null;
  const { answer } = useAnswer<RunPage>(
    teacher && `/v1/runs${changed("", { model: teacher, suite: run.suite, limit: "100" })}`,
  );
  if (teacher === null || answer.kind !== "there") return null;
  const other = sameRows(run, answer.value.runs);
  if (other === null) return <span class="quiet">Its teacher, {teacher}, has no run on the same rows.</span>;
  return <a href={comparisonOfRuns(run, other)}>Compare with {teacher}, row by row</a>;
}

interface FigureRow {
  metric: keyof RunRecord["metrics"];
  value: number | null;
  ci95: [number, number] | null;
}

const figuresOf = ({ metrics, primary }: RunRecord): FigureRow[] =>
  Object.entries(metrics)
    .map(([metric, { value, ci95 }]) => ({ metric: metric as FigureRow["metric"], value, ci95 }))
    .sort((a, b) => Number(b.metric === primary) - Number(a.metric === primary));

const COLUMNS: Column<FigureRow>[] = [
  { id: "metric", title: "Metric", heads: true, value: ({ metric }) => metric, cell: ({ metric }) => titleOf(metric) },
  figure("value", "Value", ({ value }) => value),
  ...ends<FigureRow>("", "95 % interval", ({ ci95 }) => ci95),
  { id: "better", title: "Better is", value: ({ metric }) => (isLowerBetter(metric) ? "less" : "more") },
];
