import type { RunRecord } from "../../api/evaluations.ts";
import { fraction, interval } from "../../format.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { titleOf } from "../../parts/metrics.ts";

type Slice = NonNullable<RunRecord["slices"]>[number];
interface Row extends Slice {
  metric: keyof RunRecord["metrics"];
}

/** Figures over parts of the rows that are not a matter of counting alone: entity types, unanswerable questions, tests. */
export function RunSlices({ run, slices }: { run: RunRecord; slices: readonly Slice[] }) {
  const rows = slices.flatMap((slice) =>
    Object.keys(slice.metrics).map((metric): Row => ({ ...slice, metric: metric as Row["metric"] })),
  );
  return (
    <>
      <h2>By parts of the rows</h2>
      <DataTable
        caption={`Parts of ${run.suite}`}
        columns={COLUMNS}
        rows={rows}
        keyOf={({ by, value, metric }) => `${by} ${value} ${metric}`}
        file={`${run.id}-parts`}
      />
    </>
  );
}

const COLUMNS: Column<Row>[] = [
  { id: "by", title: "By", value: ({ by }) => by },
  { id: "value", title: "Part", heads: true, value: ({ value }) => value },
  { id: "rows", title: "Rows", numeric: true, value: ({ rows }) => rows },
  { id: "metric", title: "Metric", value: ({ metric }) => titleOf(metric) },
  {
    ...{ id: "score", title: "Value", numeric: true },
    value: ({ metrics, metric }) => metrics[metric]?.value,
    cell: ({ metrics, metric }) => fraction(metrics[metric]?.value),
  },
  {
    ...{ id: "low", title: "95 % interval", numeric: true },
    value: ({ metrics, metric }) => metrics[metric]?.ci95?.[0],
    cell: ({ metrics, metric }) => interval(metrics[metric]?.ci95),
  },
  { id: "high", title: "", hidden: true, value: ({ metrics, metric }) => metrics[metric]?.ci95?.[1] },
];
