import { type Tensor, tf } from "../backend/tf.ts";
import { geluBackward, geluForward } from "../backend/webgpu/gelu.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { differentiable } from "./differentiable.ts";
import { addBias } from "./linear.ts";

const INV_SQRT_2 = Math.SQRT1_2;
const INV_SQRT_PI = 1 / Math.sqrt(Math.PI);

/**
 * `gelu(x) = x Φ(x)` with `Φ(x) = (1 + erf(x / √2)) / 2`: the exact form BERT uses, not the tanh approximation.
 * Source: Hendrycks and Gimpel, arXiv 1606.08415. With a bias, of x + bias. Shapes: x `[n, d]`, bias `[d]` -> `[n, d]`.
 */
export function gelu(x: Tensor, bias?: Tensor): Tensor {
  if (isWebgpu()) return inOneProgram(x, bias);
  return written(bias === undefined ? x : addBias(x, bias));
}

/**
 * The gradient `Φ(x) + x φ(x)` is written out because differentiating the composition takes twice the passes over the
 * widest activation of the network; with u = x / √2, x φ(x) is `u e^(-u²) / √π`.
 */
const written = tf.customGrad((x, save) => {
  const input = x as Tensor;
  const u = tf.mul(input, INV_SQRT_2);
  const cdf = tf.add(tf.mul(tf.erf(u), 0.5), 0.5);
  (save as (t: Tensor[]) => void)([u, cdf]);
  return {
    value: tf.mul(input, cdf),
    gradFunc: (dy: Tensor, [savedU, savedCdf]: Tensor[]) => {
      const bell = tf.exp(tf.neg(tf.square(savedU)));
      return tf.mul(dy, tf.add(savedCdf, tf.mul(tf.mul(savedU, INV_SQRT_PI), bell)));
    },
  };
}) as (x: Tensor) => Tensor;

const inOneProgram = (x: Tensor, bias?: Tensor): Tensor =>
  differentiable(
    { x, ...(bias && { bias }) } as Record<"x" | "bias", Tensor>,
    (save) => {
      save(bias ? [x, bias] : [x]);
      return geluForward(x, bias);
    },
    (dy, [savedX, savedBias]) => {
      const { dx, dBias } = geluBackward(dy, savedX, savedBias);
      return { x: () => dx, bias: () => dBias as Tensor }; // asked for where there is a bias
    },
  );
