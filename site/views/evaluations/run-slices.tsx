import type { RunRecord } from "../../api/evaluations.ts";
import { ends, figure, rowCount } from "../../parts/columns.ts";
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
  rowCount(),
  { id: "metric", title: "Metric", value: ({ metric }) => titleOf(metric) },
  figure("score", "Value", ({ metrics, metric }) => metrics[metric]?.value),
  ...ends<Row>("", "95 % interval", ({ metrics, metric }) => metrics[metric]?.ci95),
];
