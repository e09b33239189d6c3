/** What of a list of runs counts: which models were measured on which suites, and which runs are on the same rows. */
import type { RunRecord } from "../../r2-assets/format/run.ts";

/** Over all rows as they are: what leaderboards and comparisons count. */
export const isWhole = (run: RunRecord): boolean =>
  run.limit === undefined && run.sample === undefined && run.perturbation === undefined;

/** By suite the newest whole run of each model, the newest first. */
export function standings(newestFirst: readonly RunRecord[]): Map<string, RunRecord[]> {
  const bySuite = new Map<string, Map<string, RunRecord>>();
  for (const run of newestFirst.filter(isWhole)) {
    const models = bySuite.get(run.suite) ?? new Map<string, RunRecord>();
    if (!models.has(run.model)) models.set(run.model, run);
    bySuite.set(run.suite, models);
  }
  return new Map([...bySuite].map(([suite, models]) => [suite, [...models.values()]]));
}

/** Whether looks at its figures are counted, so that nobody is to have one unasked. */
export const isSealed = ([, runs]: readonly [string, readonly RunRecord[]]): boolean => runs[0]?.sealed === true;

/** The suite that most models were measured on, sealed ones left out; undefined where none was. */
export const mostMeasured = (bySuite: ReadonlyMap<string, readonly RunRecord[]>): string | undefined =>
  [...bySuite].filter((suite) => !isSealed(suite)).toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0];

/** Of other runs the newest one on the rows that this one has. */
export function sameRows(run: RunRecord, others: readonly RunRecord[]): RunRecord | null {
  const [newest] = others
    .filter(
      (other) =>
        other.perturbation === run.perturbation &&
        other.suite === run.suite &&
        other.suite_sha256 === run.suite_sha256 &&
        other.limit === run.limit &&
        other.sample === run.sample,
    )
    .sort((a, b) => b.created_at.localeCompare(a.created_at));
  return newest ?? null;
}
