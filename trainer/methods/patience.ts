/** What PKD compares between teacher and student besides their answers. */
import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { firstToken } from "../nn/first-token.ts";
import { maskedMean } from "../nn/masked-mean.ts";

/**
 * How a layer becomes one vector a text. The paper takes [CLS], which its head reads; ours reads the mean.
 * Shapes: hidden `[batch * length, d]`, mask `[batch, length]` -> `[batch, d]`.
 */
export const PATIENCE_VECTOR = { mean: maskedMean, cls: firstToken } as const satisfies Record<
  string,
  (hidden: Tensor, mask: Tensor2D) => Tensor2D
>;
export type PatiencePooling = keyof typeof PATIENCE_VECTOR;

/** Mean over examples and layers of the squared distance between matched vectors, each `[n, width]`. */
export function patienceLoss(student: readonly Tensor[], teacher: readonly Tensor[], normalise: boolean): Scalar {
  const prepare = (t: Tensor) => (normalise ? unit(t) : t);
  const perLayer = student.map((s, j) => tf.mean(tf.sum(tf.square(tf.sub(prepare(s), prepare(teacher[j]))), -1)));
  return tf.div(tf.addN(perLayer), perLayer.length);
}

/** Each row divided by its length; the epsilon inside the root only keeps a zero vector's gradient finite. */
const unit = (t: Tensor) => tf.mul(t, tf.rsqrt(tf.add(tf.sum(tf.square(t), -1, true), 1e-24)));
