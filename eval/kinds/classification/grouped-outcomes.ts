import { shareOf } from "../../statistics/statistic.ts";
import type { TallySlice } from "../kind.ts";

/** Right and wrong rows by group; a row may be in several. */
export class GroupedOutcomes {
  readonly #outcomes = new Map<string, Map<string, number[]>>();

  add(groups: Readonly<Record<string, string>>, correct: boolean): void {
    for (const [by, value] of Object.entries(groups)) {
      const values = this.#outcomes.get(by) ?? new Map<string, number[]>();
      const outcomes = values.get(value) ?? [];
      outcomes.push(correct ? 1 : 0);
      this.#outcomes.set(by, values.set(value, outcomes));
    }
  }

  /** The accuracy of each group, sorted by the groups' names. */
  slices(): TallySlice[] {
    return sorted(this.#outcomes).flatMap(([by, values]) =>
      sorted(values).map(([value, outcomes]) => ({
        by,
        value,
        rows: outcomes.length,
        statistics: { accuracy: shareOf(outcomes) },
      })),
    );
  }
}

const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
