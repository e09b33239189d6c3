import { type BehaviouralPrediction, isLeftOut } from "../../../r2-assets/format/prediction.ts";
import type { MetricName } from "../../../r2-assets/format/suite.ts";
import { type Statistic, shareOf } from "../../statistics/statistic.ts";
import type { Tally, TallySlice } from "../kind.ts";

const PARTS = ["type", "capability", "test"] as const;

/** Share of rows that fail; those without an answer do. Rows that are left out count for nothing, but are counted. */
export class BehaviouralTally implements Tally<BehaviouralPrediction> {
  errors = 0;
  leftOut = 0;
  readonly #failed: number[] = [];
  readonly #parts = PARTS.map((by) => ({ by, rows: new Map<string, number[]>() }));

  get rows(): number {
    return this.#failed.length;
  }

  add(prediction: BehaviouralPrediction): void {
    if (isLeftOut(prediction)) {
      this.leftOut++;
      return;
    }
    if (prediction.error !== undefined) this.errors++;
    const failed = prediction.correct ? 0 : 1;
    const row = this.#failed.push(failed) - 1;
    for (const part of this.#parts) {
      const rows = part.rows.get(prediction[part.by]);
      if (rows) rows.push(row);
      else part.rows.set(prediction[part.by], [row]);
    }
  }

  statistic(metric: MetricName): Statistic | null {
    return metric === "failure_rate" ? shareOf(this.#failed) : null;
  }

  /** Failure rates by type, by capability, by test, each sorted by name. Read these: the whole is a mean over unlike tests. */
  slices(): TallySlice[] {
    return this.#parts.flatMap(({ by, rows }) =>
      [...rows]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([value, members]) => ({
          by,
          value,
          rows: members.length,
          members,
          statistics: { failure_rate: shareOf(members.map((row) => this.#failed[row]!)) },
        })),
    );
  }
}
