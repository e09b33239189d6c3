/** An experiment as the interface shows it, with what is known by now. */
import type { DifferenceFigures, Figures } from "../../eval/experiments/index.ts";
import type { ExperimentReport, VariantReport } from "../../eval/reports/experiment.ts";
import type { Columns } from "../http/csv.ts";
import type { Experiment } from "../storage/experiment-store.ts";

export function reportOf(experiment: Experiment, figures: Figures): ExperimentReport {
  const { id, name, status, design, weights, created_at, stopped_at } = experiment;
  const { task, labels, mode, margin, feedback_days, variants } = design;
  const names = variants.map((variant) => variant.name);
  const differences = figures.differences.map((difference) => differenceOf(difference, names));
  const { assignment, feedback } = figures.checks;
  return {
    ...{ id, name, task, labels, mode, status, created_at, stopped_at, margin, feedback_days },
    variants: figures.variants.map(({ answers, judged, n, accuracy, latency, agreement }, i) => ({
      ...{ name: names[i]!, model: variants[i]!.model, version: variants[i]!.version, runtime: variants[i]!.runtime },
      weight: weights[i]!,
      // Each sees every unit in shadow mode.
      units: figures.variants[mode === "shadow" ? 0 : i]!.units,
      ...{ answers, judged, n, accuracy, latency, agreement },
    })),
    difference: differences[0]!,
    differences,
    checks: {
      assignment: { p_value: assignment.pValue, ok: assignment.ok },
      feedback: { p_value: feedback.pValue, ok: feedback.ok },
    },
  };
}

const differenceOf = ({ variant, against, decidedAt, ...rest }: DifferenceFigures, names: readonly string[]) => ({
  variant: names[variant]!,
  against: names[against]!,
  ...rest,
  decided_at: decidedAt,
});

/** One row a variant. */
export const VARIANT_COLUMNS: Columns<VariantReport> = {
  name: (v) => v.name,
  model: (v) => v.model,
  version: (v) => v.version,
  runtime: (v) => v.runtime,
  weight: (v) => v.weight,
  units: (v) => v.units,
  answers: (v) => v.answers,
  judged: (v) => v.judged,
  n: (v) => v.n,
  accuracy: (v) => v.accuracy?.value,
  accuracy_low: (v) => v.accuracy?.ci95[0],
  accuracy_high: (v) => v.accuracy?.ci95[1],
  latency_n: (v) => v.latency?.n,
  p50: (v) => v.latency?.p50,
  p95: (v) => v.latency?.p95,
  agreement: (v) => v.agreement?.value,
  agreement_low: (v) => v.agreement?.ci95[0],
  agreement_high: (v) => v.agreement?.ci95[1],
};
