import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, tf } from "../backend/tf.ts";
import { meanSquaredError } from "../nn/mean-squared-error.ts";
import type { Learning } from "./learning.ts";
import { REFERENCE_OF } from "./reference-of.ts";
import { textOf } from "./unlabelled.ts";

/** One number, in the task's own unit. Targets float32 `[batch]`; logits `[batch, 1]`. */
export const regression: Learning<"regression"> = {
  kind: "regression",
  pooling: null,
  labels: () => ["score"],
  targetsOf: ({ label }) => [label],
  unlabelled: (row) => ({ id: row.id, ...textOf(row), label: 0 }),
  targets: (examples) => tf.tensor1d(examples.map(({ target }) => target as number)),
  hardLoss: ({ logits }, targets) => squaredError(logits, targets),
  softLoss: (student, teacher) => squaredError(student.logits, teacher.logits),
  lossOf: ([score], target) => (score - (target as number)) ** 2,
  reference: REFERENCE_OF.regression,
};

/** Mean of `(x - y)²`; both have one number an example. */
function squaredError(scores: Tensor, goals: Tensor): Scalar {
  return meanSquaredError(tf.reshape(scores, [-1]), tf.reshape(goals, [-1]), scores.size);
}
