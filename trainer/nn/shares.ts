import { type Tensor, type Tensor1D, tf } from "../backend/tf.ts";

/** Weights of rows in a mean over those that are counted: `m / Σ m` of a mask of any shape `[n]` -> `[n]`; all 0 where none is. */
export function sharesOf(mask: Tensor): Tensor1D {
  const counted = tf.reshape(mask, [-1]);
  return tf.div(counted, tf.maximum(tf.sum(counted), 1)) as Tensor1D;
}
