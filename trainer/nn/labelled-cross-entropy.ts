import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, type Tensor1D, tf } from "../backend/tf.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { embedding } from "./embedding.ts";

/** The label of what nobody has labelled, as PyTorch's `ignore_index`. */
export const UNLABELLED = -1;

/**
 * `crossEntropy` over the rows that have a label; 0 where none has one. Shapes: logits `[n, classes]`, labels int32 `[n]`, UNLABELLED
 * among them -> `[]`.
 */
export function labelledCrossEntropy(logits: Tensor, labels: Tensor1D): Scalar {
  const all = labels.dataSync<"int32">(); // the host has kept what came from it
  const rows = [...all.keys()].filter((row) => all[row] !== UNLABELLED);
  if (rows.length === all.length) return crossEntropy(logits, labels);
  if (rows.length === 0) return tf.mul(tf.sum(logits), 0);
  const gold = tf.tensor1d(
    rows.map((row) => all[row]!),
    "int32",
  );
  return crossEntropy(embedding(logits, tf.tensor1d(rows, "int32")), gold);
}
