import type { MultiLabelPrediction } from "../../../r2-assets/format/prediction.ts";
import type { MetricName } from "../../../r2-assets/format/suite.ts";
import { LabelSets } from "../../metrics/label-sets.ts";
import { type Statistic, shareOf } from "../../statistics/statistic.ts";
import type { Judging, Tally, TallySlice } from "../kind.ts";

/** A row without an answer has none of its labels found, and is no false alarm of any; as a whole it is wrong. */
export class MultiLabelTally implements Tally<MultiLabelPrediction> {
  errors = 0;
  readonly #labels: string[];
  readonly #correct: number[] = [];
  readonly #sets = new LabelSets();

  constructor({ labels = [] }: Judging) {
    this.#labels = [...labels];
  }

  get rows(): number {
    return this.#correct.length;
  }

  add({ gold, prediction, correct, error }: MultiLabelPrediction): void {
    if (error !== undefined) this.errors++;
    this.#correct.push(correct ? 1 : 0);
    this.#sets.add(this.#indices(gold), this.#indices(prediction ?? []));
  }

  statistic(metric: MetricName): Statistic | null {
    switch (metric) {
      case "micro_f1":
        return this.#sets.microF1();
      case "macro_f1":
        return this.#sets.macroF1(this.#labels.length);
      case "sample_f1":
        return this.#sets.sampleF1();
      case "accuracy":
        return shareOf(this.#correct);
      default:
        return null;
    }
  }

  /** F1 of each label, over the rows that have it in gold or prediction: others change nothing. */
  slices(): TallySlice[] {
    const byLabel = this.#sets.byLabel();
    return this.#labels.flatMap((value, index) => {
      const own = byLabel.get(index);
      return own === undefined
        ? []
        : [{ by: "label", value, rows: own.rows, members: own.members, statistics: { f1: own.f1 } }];
    });
  }

  /** A label that the suite does not list becomes one of its own. */
  #indices(labels: readonly string[]): number[] {
    return labels.map((label) => {
      const index = this.#labels.indexOf(label);
      return index === -1 ? this.#labels.push(label) - 1 : index;
    });
  }
}
