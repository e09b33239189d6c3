import { isNative } from "../backend/native.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { layerNormBackward, layerNormForward } from "../backend/webgpu/layer-norm.ts";
import { differentiable } from "./differentiable.ts";
import { type DropoutRandom, dropout } from "./dropout.ts";
import { addBias } from "./linear.ts";
import { nativeLayerNorm } from "./native-layer-norm.ts";

/** What happens to x before it is normalised: `dropout(x + bias) + residual`, each where it is given. */
export interface Sublayer {
  /** `[d]`. */
  bias?: Tensor;
  /** `[n, d]`. */
  residual?: Tensor;
  random?: DropoutRandom;
}

/**
 * `y = γ (x - mean) / sqrt(var + eps) + β` over the last axis, biased variance.
 * Shapes: x `[n, d]`, gamma and beta `[d]` -> `[n, d]`. Source: Ba et al., arXiv 1607.06450.
 */
export function layerNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps: number, before: Sublayer = {}): Tensor {
  if (isWebgpu()) return inOneProgram(x, gamma, beta, eps, before);
  const { bias, residual, random } = before;
  const dropped = dropout(bias === undefined ? x : addBias(x, bias), random);
  const sum = residual === undefined ? dropped : tf.add<Tensor>(dropped, residual);
  if (isNative()) return nativeLayerNorm(sum, gamma, beta, eps);
  return tf.add(tf.mul(normalise(sum, eps), gamma), beta);
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

function inOneProgram(
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  eps: number,
  { bias, residual, random }: Sublayer,
): Tensor {
  const dropping = random?.dropping();
  const before = { bias, residual, dropping };
  const inputs = { x, gamma, beta, ...(bias && { bias }), ...(residual && { residual }) };
  return differentiable(
    inputs as Record<"x" | "gamma" | "beta" | "bias" | "residual", Tensor>,
    (save) => {
      const { y, normalised, inverse } = layerNormForward(x, gamma, beta, eps, before);
      save([normalised, inverse, gamma]);
      return y;
    },
    (dy, [normalised, inverse, savedGamma]) => {
      const { ds, dx, dGamma, dBeta, dBias } = layerNormBackward(dy, { normalised, inverse }, savedGamma, before);
      return {
        x: () => (dx === ds && residual !== undefined ? dx.clone() : dx), // a gradient is disposed once it is added up
        residual: () => ds,
        gamma: () => dGamma,
        beta: () => dBeta,
        bias: () => dBias as Tensor, // asked for where there is a bias
      };
    },
  );
}
