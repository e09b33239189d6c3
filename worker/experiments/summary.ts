/** Experiments in a list. */
import { z } from "@hono/zod-openapi";
import { SuiteTask } from "../../r2-assets/format/names.ts";
import type { Columns } from "../http/csv.ts";
import type { ListedExperiment } from "../storage/experiment-store.ts";
import { ExperimentStatus, Mode, Verdict } from "./report.ts";

export const ExperimentSummary = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    task: SuiteTask,
    mode: Mode,
    status: ExperimentStatus,
    created_at: z.iso.datetime(),
    stopped_at: z.iso.datetime().nullable(),
    variants: z.array(z.string()),
    verdict: Verdict.openapi({ description: "On the first candidate" }),
    n: z.int().openapi({ description: "Units judged that tell of it" }),
  })
  .openapi("ExperimentSummary");
export type ExperimentSummary = z.infer<typeof ExperimentSummary>;

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
