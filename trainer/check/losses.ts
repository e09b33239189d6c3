import { type Tensor1D, tf } from "../backend/tf.ts";
import { crossEntropy } from "../nn/cross-entropy.ts";
import { meanSquaredError } from "../nn/mean-squared-error.ts";
import { softLoss } from "../nn/soft-loss.ts";
import { sparseCrossEntropy } from "../nn/sparse-cross-entropy.ts";
import type { Check } from "./check.ts";
import { differentiate } from "./differentiate.ts";
import { seededTensors } from "./seeded-tensors.ts";

export const losses: readonly Check[] = [
  {
    name: "cross-entropy",
    run: () =>
      differentiate(
        () => ({ logits: seededTensors(10)(5, 3) }),
        ({ logits }) => crossEntropy(logits, tf.tensor1d([0, 2, 1, 1, 0], "int32") as Tensor1D),
      ),
  },
  {
    name: "cross-entropy of words",
    run: () =>
      differentiate(
        () => ({ logits: seededTensors(15)(4, 50) }),
        ({ logits }) => sparseCrossEntropy(logits, tf.tensor1d([0, 49, 7, 7], "int32") as Tensor1D),
      ),
  },
  {
    name: "KL at a temperature",
    run: () =>
      differentiate(
        () => ({ student: seededTensors(11)(5, 3) }),
        ({ student }) => softLoss(student, seededTensors(12)(5, 3), 5),
      ),
  },
  {
    name: "mean squared error",
    run: () =>
      differentiate(
        () => ({ student: seededTensors(13)(2, 9, 16) }),
        ({ student }) => meanSquaredError(student, seededTensors(14)(2, 9, 16), 2 * 9 * 16),
      ),
  },
];
