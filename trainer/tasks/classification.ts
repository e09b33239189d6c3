import { type Tensor1D, tf } from "../backend/tf.ts";
import { labelledCrossEntropy, UNLABELLED } from "../nn/labelled-cross-entropy.ts";
import { softLoss } from "../nn/soft-loss.ts";
import type { Learning } from "./learning.ts";
import { logLoss } from "./log-loss.ts";
import { REFERENCE_OF } from "./reference-of.ts";
import { textOf } from "./unlabelled.ts";

/** One of a few labels. Targets are their indices, int32 `[batch]`; logits `[batch, labels]`. */
export const classification: Learning<"classification"> = {
  kind: "classification",
  pooling: null,
  labels: ({ labels = [] }) => labels,
  targetsOf: ({ label }, labels) => [labels.indexOf(label)],
  unlabelled: (row) => ({ id: row.id, ...textOf(row), label: "" }),
  noTarget: UNLABELLED,
  targets: (examples) =>
    tf.tensor1d(
      examples.map(({ target }) => target as number),
      "int32",
    ),
  hardLoss: ({ logits }, targets) => labelledCrossEntropy(logits, targets as Tensor1D),
  softLoss: (student, teacher, temperature) => softLoss(student.logits, teacher.logits, temperature),
  lossOf: (logits, target) => logLoss(logits, target as number),
  reference: REFERENCE_OF.classification,
};
