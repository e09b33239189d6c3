import { type Tensor, tf } from "../backend/tf.ts";

const SCALE = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/**
 * `x (1 + tanh(u)) / 2` with `u = √(2/π) (x + 0.044715 x³)`: GELU as XtremeDistil's code approximates it. Source: Hendrycks and
 * Gimpel, arXiv 1606.08415, section 2. Its slope is written out: `(1 + tanh u) / 2 + x (1 - tanh² u) u' / 2`.
 */
export const geluTanh = tf.customGrad((x, save) => {
  const input = x as Tensor;
  const bent = tf.tanh(tf.mul(tf.add(input, tf.mul(tf.pow(input, 3), CUBIC)), SCALE));
  (save as (t: Tensor[]) => void)([input, bent]);
  return {
    value: tf.mul(tf.mul(input, tf.add(bent, 1)), 0.5),
    gradFunc: (dy: Tensor, [savedX, savedBent]: Tensor[]) => {
      const steep = tf.mul(tf.add(tf.mul(tf.square(savedX), 3 * CUBIC), 1), SCALE); // u'
      const bend = tf.mul(tf.mul(savedX, tf.sub(1, tf.square(savedBent))), steep);
      return tf.mul(dy, tf.mul(tf.add(tf.add(savedBent, 1), bend), 0.5));
    },
  };
}) as (x: Tensor) => Tensor;
