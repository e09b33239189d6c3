import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, type Tensor1D, tf } from "../backend/tf.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { labelLosses } from "../backend/webgpu/softmax-loss.ts";
import { meanOfRows, shareMean } from "./mean-of-rows.ts";

/**
 * Mean over the batch of `-log softmax(logits)[label]`, by `shares` where they are given (`sharesOf`). Shapes: logits `[n, classes]`,
 * labels int32 `[n]`, shares `[n]` -> `[]`.
 */
export function crossEntropy(logits: Tensor, labels: Tensor1D, shares?: Tensor1D): Scalar {
  if (isWebgpu()) return meanOfRows(logits, () => labelLosses(logits, labels), shares);
  const gold = tf.cast(tf.oneHot(labels, logits.shape[1] as number), "float32");
  return tf.neg(shareMean(tf.sum(tf.mul(gold, tf.logSoftmax(logits)), -1), shares));
}
