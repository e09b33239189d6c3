import type { QaPrediction } from "../../../r2-assets/format/prediction.ts";
import type { MetricName } from "../../../r2-assets/format/suite.ts";
import { mean } from "../../metrics/mean.ts";
import { bestThreshold } from "../../metrics/squad-threshold.ts";
import { type Statistic, shareOf } from "../../statistics/statistic.ts";
import type { Tally, TallySlice } from "../kind.ts";
import { isAnswerable, isAnswered } from "./places.ts";

/** Mean F1 and share of exact matches, over all questions and over those with and without an answer (HasAns, NoAns). */
export class QaTally implements Tally<QaPrediction> {
  errors = 0;
  readonly #f1: number[] = [];
  readonly #exact: number[] = [];
  readonly #answerable: number[] = [];
  readonly #answered: number[] = [];
  /** NaN where the row has no answer at all. */
  readonly #noAnswer: number[] = [];
  #withoutProbability = 0;

  get rows(): number {
    return this.#f1.length;
  }

  add(row: QaPrediction): void {
    const { correct, f1, no_answer_probability, error } = row;
    if (error !== undefined) this.errors++;
    else if (no_answer_probability === undefined) this.#withoutProbability++;
    this.#f1.push(f1);
    this.#exact.push(correct ? 1 : 0);
    this.#answerable.push(isAnswerable(row) ? 1 : 0);
    this.#answered.push(isAnswered(row) ? 1 : 0);
    this.#noAnswer.push(no_answer_probability ?? Number.NaN);
  }

  statistic(metric: MetricName): Statistic | null {
    if (metric === "f1") return mean(Float64Array.from(this.#f1));
    return metric === "exact_match" ? shareOf(this.#exact) : null;
  }

  /** `answerable` yes and no, where the suite has both; then, where each answer has its probability, the tuned figures. */
  slices(): TallySlice[] {
    const parts = [this.#part("yes", 1), this.#part("no", 0)];
    if (parts.some(({ rows }) => rows === 0)) return [];
    const tunable = this.#withoutProbability === 0 && this.errors < this.rows;
    return tunable ? [...parts, this.#tuned("f1", this.#f1), this.#tuned("exact_match", this.#exact)] : parts;
  }

  #part(value: "yes" | "no", answerable: 0 | 1): TallySlice {
    const kept = (column: number[]) => column.filter((_, i) => this.#answerable[i] === answerable);
    const members = kept([...this.#answerable.keys()]);
    const exact = kept(this.#exact);
    return {
      by: "answerable",
      value,
      rows: exact.length,
      members,
      statistics: { f1: mean(Float64Array.from(kept(this.#f1))), exact_match: shareOf(exact) },
    };
  }

  /**
   * The official script's `best_f1` or `best_exact`; `value` is its threshold. All rows, under a threshold chosen to suit
   * them: an upper bound, no result. Each resample chooses its own.
   */
  #tuned(metric: "f1" | "exact_match", score: readonly number[]): TallySlice {
    const best = bestThreshold({
      score: Float64Array.from(score),
      answerable: Uint8Array.from(this.#answerable),
      answered: Uint8Array.from(this.#answered),
      noAnswer: Float64Array.from(this.#noAnswer),
    });
    const n = score.length;
    const { threshold } = best(new Uint32Array(n).fill(1))!;
    const statistic: Statistic = { kind: "resampled", n, value: (counts) => best(counts)?.score ?? null };
    return { by: "tuned_threshold", value: `${threshold}`, rows: n, statistics: { [metric]: statistic } };
  }
}
