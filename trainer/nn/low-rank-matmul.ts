import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";

/** `y = x Wᵀ` for `W = U V`, without building W. Shapes: x `[n, in]`, u `[out, rank]`, v `[rank, in]` -> `[n, out]`. */
export function lowRankMatMul(x: Tensor, u: Tensor, v: Tensor): Tensor2D {
  return tf.matMul(tf.matMul(x as Tensor2D, v as Tensor2D, false, true), u as Tensor2D, false, true);
}
