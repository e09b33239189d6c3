import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, tf } from "../backend/tf.ts";
import type { RowLosses } from "../backend/webgpu/softmax-loss.ts";
import { total } from "../backend/webgpu/total.ts";
import { differentiable } from "./differentiable.ts";

/** On webgpu: the mean of the losses of rows, whose gradient in the logits is made with them. */
export function meanOfRows(logits: Tensor, losses: () => RowLosses): Scalar {
  return differentiable(
    { logits },
    (save) => {
      const { loss, slope } = losses();
      save([slope]);
      return total(loss, 1 / loss.size);
    },
    (dy: Scalar, [slope]) => ({ logits: () => tf.mul(slope, dy) }),
  );
}
