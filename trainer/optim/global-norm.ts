import { type Tensor, tf } from "../backend/tf.ts";
import { sumOfSquares } from "../nn/sum-of-squares.ts";

/** `sqrt(sum over all tensors of the sum of squares)`; one read-back for all of them. */
export function globalNorm(tensors: Tensor[]): number {
  const total = tf.tidy(() => tf.sum(tf.stack(tensors.map(sumOfSquares))));
  const sum = total.dataSync()[0];
  total.dispose();
  return Math.sqrt(sum);
}
