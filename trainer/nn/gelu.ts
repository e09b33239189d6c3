import { type Tensor, tf } from "../backend/tf.ts";

const INV_SQRT_2 = Math.SQRT1_2;
const INV_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

/**
 * `gelu(x) = x Φ(x)` with `Φ(x) = (1 + erf(x / √2)) / 2`: the exact form BERT uses, not the tanh approximation.
 * Source: Hendrycks and Gimpel, arXiv 1606.08415. Its gradient `Φ(x) + x φ(x)` is written out because
 * differentiating the composition takes twice the passes over the widest activation of the network.
 */
export const gelu = tf.customGrad((x, save) => {
  const input = x as Tensor;
  const cdf = tf.add(tf.mul(tf.erf(tf.mul(input, INV_SQRT_2)), 0.5), 0.5);
  (save as (t: Tensor[]) => void)([input, cdf]);
  return {
    value: tf.mul(input, cdf),
    gradFunc: (dy: Tensor, [savedX, savedCdf]: Tensor[]) => {
      const density = tf.mul(tf.exp(tf.mul(tf.square(savedX), -0.5)), INV_SQRT_2PI);
      return tf.mul(dy, tf.add(savedCdf, tf.mul(savedX, density)));
    },
  };
}) as (x: Tensor) => Tensor;
