import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";

/** `y = x Wᵀ + b`. Shapes: x `[n, in]`, weight `[out, in]` as PyTorch keeps it, bias `[out]` -> `[n, out]`. */
export function linear(x: Tensor, weight: Tensor, bias: Tensor): Tensor2D {
  return tf.add(tf.matMul(x as Tensor2D, weight as Tensor2D, false, true), bias);
}
