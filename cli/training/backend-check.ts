/** What `retort setup --check` prints. */

import type { BackendName } from "../../trainer/backend/tf.ts";
import type { CheckResult } from "../../trainer/check/check-backend.ts";
import { type Column, table } from "../ui/table.ts";

export interface BackendReport {
  backend: BackendName;
  /** Why it cannot start here; then there are no checks. */
  problem: string | null;
  seconds: number;
  checks: CheckResult[];
  /** Checks of what this backend does not do. */
  skipped: number;
}

/** One row a check, one column a backend: the largest relative difference from plain JavaScript. Then what is wrong. */
export function backendText(reports: readonly BackendReport[], tolerance: number): string {
  const started = reports.filter(({ problem }) => problem === null);
  const names = [...new Set(started.flatMap(({ checks }) => checks.map(({ check }) => check)))];
  const columns: Column<string>[] = started.map(({ backend, checks }) => ({
    title: backend,
    cell: (name) => difference(checks.find(({ check }) => check === name)),
    align: "right",
  }));
  const sentences = reports.flatMap((report) => [verdict(report), ...failures(report, tolerance)]);
  if (columns.length === 0) return sentences.join("\n");
  return [table([{ title: "difference from cpu", cell: (name) => name }, ...columns], names), "", ...sentences].join(
    "\n",
  );
}

function difference(result: CheckResult | undefined): string | null {
  if (result === undefined) return null;
  const figure = result.difference?.toExponential(1) ?? "error";
  return result.passed ? figure : `${figure} FAIL`;
}

function verdict({ backend, problem, checks, skipped, seconds }: BackendReport): string {
  if (problem !== null) return `${backend}: ${problem}`;
  const failed = checks.filter(({ passed }) => !passed).length;
  const outcome = failed === 0 ? `all ${checks.length} checks passed` : `${failed} of ${checks.length} checks failed`;
  const others =
    skipped === 0
      ? ""
      : `; ${skipped} of ${checks.length + skipped} ${skipped === 1 ? "is" : "are"} of what it does not do`;
  return `${backend}: ${outcome} in ${seconds.toFixed(1)} s${others}`;
}

const failures = ({ checks }: BackendReport, tolerance: number): string[] =>
  checks
    .filter(({ passed }) => !passed)
    .map(({ check, difference, where }) =>
      difference === null
        ? `  ${check}: ${where}`
        : `  ${check}: ${where} is off by ${difference.toExponential(1)} of its largest entry; rounding explains ${tolerance}`,
    );
