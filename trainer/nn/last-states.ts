import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";

/**
 * Where each direction ends: the forward states of a text's last token beside the backward ones of its first. Shapes: states
 * `[batch * length, 2 H]`, mask `[batch, length]` -> `[batch, 2 H]`.
 */
export function lastStates(states: Tensor, mask: Tensor2D): Tensor2D {
  const [batch, length] = mask.shape;
  const width = states.shape[1]!;
  const [forward, backward] = tf.split(tf.reshape(states, [batch, length, width]), 2, 2);
  const ends = tf.sub(mask, tf.concat([tf.slice(mask, [0, 1], [batch, length - 1]), tf.zeros([batch, 1])], 1));
  const last = tf.matMul(tf.reshape(ends, [batch, 1, length]), forward); // 1 where the mask ends
  const first = tf.slice(backward, [0, 0, 0], [batch, 1, width / 2]);
  return tf.reshape(tf.concat([last, first], 2), [batch, width]);
}
