import type { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import type { Figure } from "../../r2-assets/format/run.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { accuracy } from "./accuracy.ts";

/** The metrics that can be computed from classification predictions. */
export const CLASSIFICATION_METRICS = ["accuracy"] as const satisfies MetricName[];

export interface ClassificationFigures {
  rows: number;
  /** Rows that the model could not answer. They count as wrong and stay in `rows`. */
  errors: number;
  metrics: Partial<Record<MetricName, Figure>>;
}

/** Sums up predictions as they come by, so that a run need not lie in memory whole. */
export class ClassificationTally {
  #rows = 0;
  #correct = 0;
  #errors = 0;

  add({ correct, error }: Pick<ClassificationPrediction, "correct" | "error">): void {
    this.#rows++;
    if (correct) this.#correct++;
    if (error !== undefined) this.#errors++;
  }

  figures(): ClassificationFigures {
    return { rows: this.#rows, errors: this.#errors, metrics: { accuracy: accuracy(this.#correct, this.#rows) } };
  }
}
