/** Experiments in a list. */
import type { ExperimentSummary } from "../../eval/reports/experiment.ts";
import type { Columns } from "../http/csv.ts";
import type { ListedExperiment } from "../storage/experiment-store.ts";

export const summaryOf = ({
  id,
  name,
  status,
  design,
  created_at,
  stopped_at,
  verdict,
  n,
}: ListedExperiment): ExperimentSummary => ({
  ...{ id, name, task: design.task, mode: design.mode, status, created_at, stopped_at },
  variants: design.variants.map((variant) => variant.name),
  verdict,
  n,
});

export const SUMMARY_COLUMNS: Columns<ExperimentSummary> = {
  id: (e) => e.id,
  name: (e) => e.name,
  task: (e) => e.task,
  mode: (e) => e.mode,
  status: (e) => e.status,
  created_at: (e) => e.created_at,
  stopped_at: (e) => e.stopped_at,
  variants: (e) => e.variants.join(" "),
  verdict: (e) => e.verdict,
  n: (e) => e.n,
};
