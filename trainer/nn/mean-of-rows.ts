import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, type Tensor1D, tf } from "../backend/tf.ts";
import type { RowLosses } from "../backend/webgpu/softmax-loss.ts";
import { total } from "../backend/webgpu/total.ts";
import { differentiable } from "./differentiable.ts";

/** The mean of rows' losses `[n]`, each by its share of it (`sharesOf`) where shares `[n]` are given. */
export const shareMean = (losses: Tensor, shares?: Tensor1D): Scalar =>
  shares ? tf.sum<Scalar>(tf.mul(losses, shares)) : tf.mean<Scalar>(losses);

/** On webgpu: the same of losses whose gradient in the logits is made with them. */
export function meanOfRows(logits: Tensor, losses: () => RowLosses, shares?: Tensor1D): Scalar {
  return differentiable(
    { logits },
    (save) => {
      const { loss, slope } = losses();
      save([shares ? tf.mul(slope, tf.reshape(tf.mul(shares, loss.size), [-1, 1])) : slope]); // it is made for equal shares
      return shares ? shareMean(loss, shares) : total(loss, 1 / loss.size);
    },
    (dy: Scalar, [slope]) => ({ logits: () => tf.mul(slope, dy) }),
  );
}
