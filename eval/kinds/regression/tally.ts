import type { RegressionPrediction } from "../../../r2-assets/format/prediction.ts";
import type { MetricName } from "../../../r2-assets/format/suite.ts";
import { pearson } from "../../metrics/pearson.ts";
import { spearman } from "../../metrics/spearman.ts";
import type { Statistic } from "../../statistics/statistic.ts";
import type { Tally, TallySlice } from "../kind.ts";

/** A correlation over the answered rows alone would flatter; see `completed` for what the others count as. */
export class RegressionTally implements Tally<RegressionPrediction> {
  errors = 0;
  readonly #gold: number[] = [];
  readonly #predicted: (number | null)[] = [];

  get rows(): number {
    return this.#gold.length;
  }

  add({ gold, prediction, error }: RegressionPrediction): void {
    if (error !== undefined) this.errors++;
    this.#gold.push(gold);
    this.#predicted.push(prediction);
  }

  statistic(metric: MetricName): Statistic | null {
    const columns = () => [Float64Array.from(this.#gold), completed(this.#gold, this.#predicted)] as const;
    switch (metric) {
      case "pearson":
        return pearson(...columns());
      case "spearman":
        return spearman(...columns());
      default:
        return null;
    }
  }

  slices(): TallySlice[] {
    return [];
  }
}

/**
 * Predictions with every gap filled by what is most wrong on the model's own scale: the lowest prediction it gave where gold
 * is above its mean, else the highest. So such a row stays in n and pulls the correlation down. Of no answers at all a
 * constant is left, of which there is no correlation.
 */
function completed(gold: readonly number[], predicted: readonly (number | null)[]): Float64Array {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const score of predicted) {
    if (score === null) continue;
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
  }
  if (lowest > highest) return new Float64Array(gold.length);
  const mean = gold.reduce((sum, value) => sum + value, 0) / gold.length;
  return Float64Array.from(predicted, (score, i) => score ?? (gold[i] > mean ? lowest : highest));
}
