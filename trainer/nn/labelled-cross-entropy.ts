import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, type Tensor1D, tf } from "../backend/tf.ts";
import { crossEntropy } from "./cross-entropy.ts";
import { sharesOf } from "./shares.ts";

/** The label of what nobody has labelled, as PyTorch's `ignore_index`. */
export const UNLABELLED = -1;

/**
 * `crossEntropy` over the rows that have a label; 0 where none has one. Shapes: logits `[n, classes]`, labels int32 `[n]`, UNLABELLED
 * among them -> `[]`.
 */
export function labelledCrossEntropy(logits: Tensor, labels: Tensor1D): Scalar {
  if (!labels.dataSync<"int32">().includes(UNLABELLED)) return crossEntropy(logits, labels); // the host has kept what came from it
  const none = tf.scalar(0, "int32");
  const counted = tf.cast(tf.greaterEqual(labels, none), "float32");
  return crossEntropy(logits, tf.maximum(labels, none) as Tensor1D, sharesOf(counted));
}
