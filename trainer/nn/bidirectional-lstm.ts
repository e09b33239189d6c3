import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { type LstmWeights, lstm } from "./lstm.ts";
import { permuteRows } from "./permute-rows.ts";
import type { TimeOrder } from "./time-order.ts";

/**
 * `[h_forward ; h_backward]` of each position. The backward direction begins at a text's last token, not at the padding behind it
 * (Schuster and Paliwal 1997; PyTorch's packed sequence), so that padding changes nothing; states under the padding are not defined.
 * Shapes: x `[batch * length, E]` -> `[batch * length, 2 H]`, texts one after another.
 */
export function bidirectionalLstm(
  x: Tensor,
  { forward, backward }: Record<"forward" | "backward", LstmWeights>,
  { byStep, byText, reversed }: TimeOrder,
  length: number,
): Tensor2D {
  const onwards = permuteRows(x, byStep, byText);
  const backwards = permuteRows(onwards, reversed, reversed);
  const first = lstm(onwards, forward, length);
  const second = permuteRows(lstm(backwards, backward, length), reversed, reversed);
  return permuteRows(tf.concat([first, second], 1), byText, byStep);
}
