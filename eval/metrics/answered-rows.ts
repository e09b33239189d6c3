import type { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import type { AnsweredRow } from "./calibrate.ts";

/**
 * Rows of a recorded run whose scores are the probabilities of all labels: their logarithms are logits up to a constant a row, which no
 * softmax sees. A probability of 0, whose logit nobody knows, is taken for the least that float64 has. A row without
 * an answer, or whose gold is none of the labels, is left out, as one is that a model was not asked about.
 */
export const answeredRows = (
  predictions: readonly ClassificationPrediction[],
  labels: readonly string[],
): AnsweredRow[] =>
  predictions.flatMap(({ scores, gold }) =>
    scores === null || !labels.includes(gold)
      ? []
      : [
          {
            logits: labels.map((label) => Math.log(Math.max(scores[label] ?? 0, Number.MIN_VALUE))),
            gold: labels.indexOf(gold),
          },
        ],
  );
