/** Which of a model's runs stand for it, and which of its teacher's they are held against. */
import type { RunRecord } from "../../../r2-assets/format/run.ts";

export interface Result {
  run: RunRecord;
  /** The teacher's on the same rows. */
  teacher: RunRecord | null;
}

const isWhole = ({ limit, sample }: RunRecord) => limit === undefined && sample === undefined;

/** On each suite the newest whole run, or else that of most rows, which a quick look at a few does not replace; by suite, the one it was trained for first. */
export function resultsOf(runs: readonly RunRecord[], teachers: readonly RunRecord[], first: string | null): Result[] {
  const plain = runs.filter(({ perturbation }) => perturbation === undefined);
  return [...Map.groupBy(plain, ({ suite }) => suite).values()]
    .map((all) => {
      const newest = all.toSorted((a, b) => b.created_at.localeCompare(a.created_at));
      const run = newest.find(isWhole) ?? newest.toSorted((a, b) => b.rows - a.rows)[0]!;
      return { run, teacher: sameRows(run, teachers) };
    })
    .sort((a, b) => rank(a, first) - rank(b, first) || a.run.suite.localeCompare(b.run.suite, "en"));
}

const rank = ({ run }: Result, first: string | null) => (run.suite === first ? 0 : 1);

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
