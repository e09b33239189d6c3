import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { attentionBias } from "./attention.ts";

/**
 * What a head says of every token, as what each of its outputs says over the tokens: `[batch * length, outputs]` ->
 * `[batch * outputs, length]`, an example's outputs one after another. Padding gets a logit whose softmax is 0.
 */
export function positionLogits(logits: Tensor, mask: Tensor2D): Tensor2D {
  const [batch, length] = mask.shape;
  const outputs = logits.shape[1] as number;
  const perOutput = tf.transpose(tf.reshape(logits, [batch, length, outputs]), [0, 2, 1]);
  const bias = tf.reshape(attentionBias(mask), [batch, 1, length]);
  return tf.reshape(tf.add(perOutput, bias), [batch * outputs, length]);
}
