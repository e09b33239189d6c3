import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, type Tensor1D, tf } from "../backend/tf.ts";

/** Mean over the batch of `-log softmax(logits)[label]`. Shapes: logits `[n, classes]`, labels int32 `[n]` -> `[]`. */
export function crossEntropy(logits: Tensor, labels: Tensor1D): Scalar {
  const gold = tf.cast(tf.oneHot(labels, logits.shape[1] as number), "float32");
  return tf.neg(tf.mean(tf.sum(tf.mul(gold, tf.logSoftmax(logits)), -1)));
}
