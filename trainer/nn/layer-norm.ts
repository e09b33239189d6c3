import { type Tensor, tf } from "../backend/tf.ts";

/**
 * `y = γ (x - mean) / sqrt(var + eps) + β` over the last axis, biased variance.
 * Shapes: x `[n, d]`, gamma and beta `[d]` -> `[n, d]`. Source: Ba et al., arXiv 1607.06450.
 */
export function layerNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps: number): Tensor {
  return tf.add(tf.mul(normalise(x, eps), gamma), beta);
}

/** The parameter-free part; its gradient needs only the output and 1/σ: `(dy - mean(dy) - ŷ mean(dy ŷ)) / σ`. */
function normalise(x: Tensor, eps: number): Tensor {
  return tf.customGrad((input, save) => {
    const centred = tf.sub(input as Tensor, tf.mean(input as Tensor, -1, true));
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), eps));
    const value = tf.mul(centred, inverse);
    (save as (t: Tensor[]) => void)([value, inverse]);
    return {
      value,
      gradFunc: (dy: Tensor, [y, inv]: Tensor[]) => {
        const along = tf.mul(y, tf.mean(tf.mul(dy, y), -1, true));
        return tf.mul(tf.sub(tf.sub(dy, tf.mean(dy, -1, true)), along), inv);
      },
    };
  })(x);
}
