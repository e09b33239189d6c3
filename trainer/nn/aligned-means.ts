/** Outputs of a model by aligned parts of texts instead of tokens: what models with different tokenizers can be compared by. */
import { type Tensor, type Tensor3D, tf } from "../backend/tf.ts";

/** Means over each part's tokens. Shapes: states `[batch * length, width]`, means `[batch, parts, length]` -> `[batch * parts, width]`. */
export function alignedStates(states: Tensor, means: Tensor3D): Tensor {
  const [batch, parts, length] = means.shape;
  const width = states.shape[1]!;
  return tf.reshape(tf.matMul(means, tf.reshape(states, [batch, length, width])), [batch * parts, width]);
}

/**
 * Means over each pair of parts, of all pairs of their tokens: `M S Mᵀ`. Shapes: scores `[batch, heads, length, length]`
 * -> `[batch, heads, parts, parts]`.
 */
export function alignedScores(scores: Tensor, means: Tensor3D): Tensor {
  const [batch, parts, length] = means.shape;
  const heads = scores.shape[1]!;
  const byKey = tf.matMul(tf.reshape(scores, [batch, heads * length, length]), means, false, true);
  const keysFirst = tf.transpose(tf.reshape(byKey, [batch, heads, length, parts]), [0, 1, 3, 2]);
  const byPair = tf.matMul(tf.reshape(keysFirst, [batch, heads * parts, length]), means, false, true);
  return tf.transpose(tf.reshape(byPair, [batch, heads, parts, parts]), [0, 1, 3, 2]);
}
