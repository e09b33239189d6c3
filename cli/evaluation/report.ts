/** A run record as text. */
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { figure } from "../ui/figures.ts";
import { table } from "../ui/table.ts";

/** What was scored, every figure with its interval, the primary one first, and the run's id. */
export function runReport(run: RunRecord): string {
  const how = [
    run.perturbation === undefined ? undefined : `perturbation ${run.perturbation}`,
    run.limit === undefined ? undefined : `the first ${run.limit} rows only`,
    run.sample === undefined ? undefined : `a sample of ${run.sample} rows`,
  ].filter((part) => part !== undefined);
  const figures = Object.entries(run.metrics).sort(([a], [b]) => Number(b === run.primary) - Number(a === run.primary));
  return [
    `${nameOf(run)} on ${run.suite}${how.length === 0 ? "" : ` (${how.join(", ")})`}`,
    table(
      [
        { title: "metric", cell: ([name]) => name },
        { title: "value [95 % interval]", cell: ([, value]) => figure(value) },
      ],
      figures,
    ),
    `n ${run.rows}, errors ${run.errors}, run ${run.id}`,
  ].join("\n");
}

/** `sst2-teacher@0123456789ab`, or `external/<name>` for a submission. */
export const nameOf = ({ model, version }: RunRecord) => (version === null ? model : `${model}@${version}`);
