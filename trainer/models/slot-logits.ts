import type { Tensor, Tensor2D } from "../backend/tf.ts";
import { linear } from "../nn/linear.ts";
import { SLOT_HEAD } from "./slot-tensors.ts";
import type { Parameters } from "./weights.ts";

/** `x Wᵀ + b` of every position, by the slot head. Shapes: x `[batch * length, width]` -> `[batch * length, slots]`. */
export const slotLogits = (p: Parameters, x: Tensor): Tensor2D =>
  linear(x, p[`${SLOT_HEAD}weight`], p[`${SLOT_HEAD}bias`]) as Tensor2D;
