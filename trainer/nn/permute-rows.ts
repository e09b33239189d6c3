import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";

/**
 * Row i of the result is row `order[i]` of x, `order` a permutation and `inverse` its inverse, both int32 `[n]`. Shapes `[n, d]` -> `[n, d]`.
 * So the gradient is a gather, too, where that of any gather would be a sum into rows.
 */
export function permuteRows(x: Tensor, order: Tensor1D, inverse: Tensor1D): Tensor2D {
  return tf.customGrad((rows, save) => {
    (save as (t: Tensor[]) => void)([inverse]);
    return {
      value: tf.gather(rows as Tensor, order),
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => tf.gather(dy, saved as Tensor1D),
    };
  })(x) as Tensor2D;
}
