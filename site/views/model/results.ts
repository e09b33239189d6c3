/** Which of a model's runs stand for it, and which of its teacher's they are held against. */
import type { RunRecord } from "../../../r2-assets/format/run.ts";
import { isWhole, sameRows } from "../../api/standings.ts";

export interface Result {
  run: RunRecord;
  /** The teacher's on the same rows. */
  teacher: RunRecord | null;
}

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
