import type { Scalar } from "@tensorflow/tfjs";
import { attrs, isNative, runOp } from "../backend/native.ts";
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { labelLosses } from "../backend/webgpu/softmax-loss.ts";
import { meanOfRows } from "./mean-of-rows.ts";

/**
 * `crossEntropy` for so many classes that each pass over the logits counts: mean of `log Σ_c e^logit_c - logit_label`.
 * Shapes: logits `[n, classes]`, labels int32 `[n]` -> `[]`. The gradient, `(softmax - one-hot) / n`, is all that is kept;
 * on the native backend TensorFlow's op makes it in the pass that makes the value.
 */
export function sparseCrossEntropy(logits: Tensor, labels: Tensor1D): Scalar {
  if (isWebgpu()) return meanOfRows(logits, () => labelLosses(logits, labels));
  const [n, classes] = logits.shape as [number, number];
  return tf.customGrad((x, save) => {
    const [losses, slope] = isNative() ? fused(x as Tensor, labels) : written(x as Tensor2D, labels, classes);
    (save as (t: Tensor[]) => void)([slope]);
    return { value: tf.mean(losses), gradFunc: (dy: Tensor, [saved]: Tensor[]) => tf.mul(saved, tf.div(dy, n)) };
  })(logits) as Scalar;
}

const fused = (logits: Tensor, labels: Tensor1D) => {
  const types = [attrs.type("T", "FLOAT"), attrs.type("Tlabels", "INT32")];
  return runOp("SparseSoftmaxCrossEntropyWithLogits", types, [logits, labels], 2);
};

function written(logits: Tensor2D, labels: Tensor1D, classes: number): [Tensor, Tensor] {
  const gold = tf.cast(tf.oneHot(labels, classes), "float32");
  const logSum = tf.logSumExp(logits, 1, true);
  const losses = tf.sub(tf.squeeze(logSum, [1]), tf.sum(tf.mul(gold, logits), 1));
  return [losses, tf.sub(tf.exp(tf.sub(logits, logSum)), gold)];
}
