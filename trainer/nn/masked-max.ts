import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";

/** Far below any state, and no infinity, whose product with 0 would be none. */
const HIDDEN = -1e30;

/**
 * The largest of each coordinate over the positions whose mask is 1. Shapes: states `[batch * length, d]`, mask `[batch, length]`
 * -> `[batch, d]`. The gradient goes to the position that has it.
 */
export function maskedMax(states: Tensor, mask: Tensor2D): Tensor2D {
  const [batch, length] = mask.shape;
  const width = states.shape[1]!;
  const hidden = tf.reshape(tf.mul(tf.sub(1, mask), HIDDEN), [batch, length, 1]);
  return tf.max(tf.add(tf.reshape(states, [batch, length, width]), hidden), 1) as Tensor2D;
}
