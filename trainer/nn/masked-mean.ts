import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { maskedMeanBackward, maskedMeanForward } from "../backend/webgpu/masked-mean.ts";
import { differentiable } from "./differentiable.ts";

/**
 * Mean over the positions whose mask is 1: `sum_t h_t m_t / max(sum_t m_t, 1e-9)`.
 * Shapes: hidden `[batch * length, d]`, mask `[batch, length]` -> `[batch, d]`.
 */
export function maskedMean(hidden: Tensor, mask: Tensor2D): Tensor2D {
  if (isWebgpu()) {
    return differentiable(
      { hidden },
      (save) => {
        save([mask]); // it may have been made beside the loss, and would be gone
        return maskedMeanForward(hidden, mask) as Tensor2D;
      },
      (dy: Tensor2D, [saved]) => ({ hidden: () => maskedMeanBackward(dy, saved) }),
    );
  }
  const [batch, length] = mask.shape;
  const width = hidden.shape[1] as number;
  const weights = tf.div(mask, tf.maximum(tf.sum(mask, 1, true), 1e-9));
  const perExample = tf.reshape(hidden, [batch, length, width]);
  return tf.reshape(tf.matMul(tf.reshape(weights, [batch, 1, length]), perExample), [batch, width]);
}
