import { shareOf } from "../../statistics/statistic.ts";
import type { TallySlice } from "../kind.ts";

/** Right and wrong rows by group; a row may be in several. */
export class GroupedOutcomes {
  readonly #outcomes = new Map<string, Map<string, { outcomes: number[]; members: number[] }>>();

  /** `row`: its place in the tally. */
  add(groups: Readonly<Record<string, string>>, correct: boolean, row: number): void {
    for (const [by, value] of Object.entries(groups)) {
      const values = this.#outcomes.get(by) ?? new Map<string, { outcomes: number[]; members: number[] }>();
      const part = values.get(value) ?? { outcomes: [], members: [] };
      part.outcomes.push(correct ? 1 : 0);
      part.members.push(row);
      this.#outcomes.set(by, values.set(value, part));
    }
  }

  /** The accuracy of each group, sorted by the groups' names. */
  slices(): TallySlice[] {
    return sorted(this.#outcomes).flatMap(([by, values]) =>
      sorted(values).map(([value, { outcomes, members }]) => ({
        by,
        value,
        rows: outcomes.length,
        members,
        statistics: { accuracy: shareOf(outcomes) },
      })),
    );
  }
}

const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
