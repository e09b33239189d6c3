import type { Rank } from "@tensorflow/tfjs";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";

/** The vector of each text's first token, [CLS]. Shapes: hidden `[batch * length, d]`, mask `[batch, length]` -> `[batch, d]`. */
export function firstToken(hidden: Tensor, mask: Tensor2D): Tensor2D {
  const [batch, length] = mask.shape;
  const width = hidden.shape[1] as number;
  return tf.slice(tf.reshape<Rank.R2>(hidden, [batch, length * width]), [0, 0], [batch, width]);
}
