/** Run records as a table: one row a run, three columns a metric. */
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { METRIC_NAMES } from "../../r2-assets/format/suite.ts";
import type { Columns } from "../http/csv.ts";

const KEYS = [
  "id",
  "suite",
  "suite_sha256",
  "rows",
  "model",
  "version",
  "method",
  "runtime",
  "limit",
  "sample",
  "perturbation",
  "unchanged",
  "left_out",
  "errors",
  "parameters",
  "bytes",
  "primary",
  "created_at",
  "code",
] as const satisfies (keyof RunRecord)[];

/** The same columns for every run, so that pages and files can be put under one another. Slices are left to JSON. */
export const RUN_COLUMNS: Columns<RunRecord> = Object.fromEntries([
  ...KEYS.map((key) => [key, (run: RunRecord) => run[key]] as const),
  ...METRIC_NAMES.flatMap((name) => [
    [name, (run: RunRecord) => run.metrics[name]?.value] as const,
    [`${name}_low`, (run: RunRecord) => run.metrics[name]?.ci95?.[0]] as const,
    [`${name}_high`, (run: RunRecord) => run.metrics[name]?.ci95?.[1]] as const,
  ]),
]);
