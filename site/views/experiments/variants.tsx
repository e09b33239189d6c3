/** The variants side by side: what they answered, how well, how fast. */

import type { ExperimentReport, VariantReport } from "../../../eval/reports/experiment.ts";
import { modelPath } from "../../address.ts";
import { Intervals } from "../../charts/intervals.tsx";
import { interval, milliseconds, percent } from "../../format.ts";
import { counted, figure, hiddenEnds } from "../../parts/columns.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { percentOf } from "./percents.ts";

const percents = (ci95: readonly [number, number]) => `${interval([ci95[0] * 100, ci95[1] * 100], 1)} %`;

/** A share with its sequence: one column that is shown, two that CSV has besides. */
const share = (id: "accuracy" | "agreement", title: string): Column<VariantReport>[] => [
  {
    id,
    title,
    value: (variant) => variant[id]?.value,
    cell: (variant) =>
      variant[id] === null ? (
        "–"
      ) : (
        <>
          {percent(variant[id].value)} <span class="hint">{percents(variant[id].ci95)}</span>
        </>
      ),
    numeric: true,
  },
  ...hiddenEnds<VariantReport>(`${id}_`, (variant) => variant[id]?.ci95),
];

const columnsOf = ({ mode, variants }: ExperimentReport): Column<VariantReport>[] => [
  {
    id: "name",
    title: "Variant",
    value: ({ name }) => name,
    cell: ({ name, model, version, runtime }) => (
      <>
        <a href={modelPath(model)}>{name}</a>
        {name === variants[0]!.name && " (control)"}
        <br />
        <span class="hint">
          {name === model ? "" : `${model} `}
          <code>{version}</code>
          {runtime && ` on ${runtime}`}
        </span>
      </>
    ),
    heads: true,
  },
  { id: "model", title: "Model", value: ({ model }) => model, hidden: true },
  { id: "version", title: "Version", value: ({ version }) => version, hidden: true },
  { id: "runtime", title: "Runtime", value: ({ runtime }) => runtime, hidden: true },
  {
    id: "weight",
    title: "Weight",
    value: ({ weight }) => weight,
    cell: ({ weight }) => `${percentOf(weight)} %`,
    numeric: true,
    hidden: mode === "shadow",
  },
  counted("units", "Units", ({ units }) => units),
  counted("answers", "Answers", ({ answers }) => answers),
  counted("judged", "Judged answers", ({ judged }) => judged),
  counted("n", "Judged units", ({ n }) => n),
  ...share("accuracy", "Accuracy, 95 % sequence"),
  ...(mode === "shadow" ? share("agreement", "Agrees with the control, 95 % sequence") : []),
  figure("p50", "Latency p50", ({ latency }) => latency?.p50, milliseconds),
  figure("p95", "p95", ({ latency }) => latency?.p95, milliseconds),
  { id: "latency_n", title: "", value: ({ latency }) => latency?.n, hidden: true },
];

export function Variants({ report }: { report: ExperimentReport }) {
  const { variants, mode, id } = report;
  return (
    <section aria-labelledby="variants-title">
      <h2 id="variants-title">Variants</h2>
      <DataTable
        caption="A unit counts by its first judged answer. Latency is what clients told."
        columns={columnsOf(report)}
        rows={variants}
        keyOf={({ name }) => name}
        file={`${id}-variants`}
      />
      <Shares report={report} of="accuracy" title="Accuracy of the judged units" />
      {mode === "shadow" && <Shares report={report} of="agreement" title="Agreement with the control" />}
    </section>
  );
}

function Shares({ report, of, title }: { report: ExperimentReport; of: "accuracy" | "agreement"; title: string }) {
  const rows = report.variants.flatMap((variant, series) => {
    const found = variant[of];
    if (found === null) return [];
    const says = `${variant.name}: ${percent(found.value)}, ${percents(found.ci95)}`;
    return [
      {
        key: variant.name,
        label: variant.name,
        estimates: [{ value: found.value, interval: found.ci95, series, says }],
      },
    ];
  });
  if (rows.length === 0) return null;
  return (
    <Intervals
      title={title}
      says="with 95 % confidence sequences, which hold at every moment of looking. Two of them may overlap although the difference is decided."
      file={`${report.id}-${of}`}
      rows={rows}
      xTitle={of}
      xFormat={(value) => `${Math.round(value * 1000) / 10} %`}
    />
  );
}
