import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { softLosses } from "../backend/webgpu/softmax-loss.ts";
import { meanOfRows, shareMean } from "./mean-of-rows.ts";

/**
 * Mean over the rows of `T² KL(softmax(t / T) ‖ softmax(s / T))`; T² keeps the gradient's size (Hinton et al., arXiv
 * 1503.02531), by `shares` `[n]` where they are given (`sharesOf`). Shapes `[n, classes]` -> `[]`. The teacher's logits are constants: nothing is learnt through them.
 */
export function softLoss(student: Tensor, teacher: Tensor, temperature: number, shares?: Tensor1D): Scalar {
  if (isWebgpu()) return meanOfRows(student, () => softLosses(student, teacher, temperature), shares);
  const target = tf.softmax(tf.div(teacher, temperature));
  const logTarget = tf.logSoftmax(tf.div(teacher, temperature) as Tensor2D);
  const logStudent = tf.logSoftmax(tf.div(student, temperature) as Tensor2D);
  const kl = tf.sum(tf.mul(target, tf.sub(logTarget, logStudent)), -1);
  return tf.mul(shareMean(kl, shares), temperature * temperature);
}
