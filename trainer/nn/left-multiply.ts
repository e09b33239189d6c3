import { type Tensor, type Tensor3D, tf } from "../backend/tf.ts";

/**
 * `Y[i] = A X[i]` for every i, for a small A: one product a matrix, nothing transposed.
 * Shapes: a `[m, n]`, x `[count, n, q]` -> `[count, m, q]`.
 *
 * The gradient is written out, `dX[i] = Aᵀ dY[i]` and `dA = Σᵢ dY[i] X[i]ᵀ`, because tfjs does not differentiate a
 * product whose operands have different batch sizes. The sum passes through `[count, m, n]`, hence the small A.
 */
export function leftMultiply(a: Tensor, x: Tensor): Tensor3D {
  const multiply = tf.customGrad((left, right, save) => {
    (save as (t: Tensor[]) => void)([left as Tensor, right as Tensor]);
    const gradFunc = (dy: Tensor, [savedLeft, savedRight]: Tensor[]) => [
      tf.sum(tf.matMul(dy as Tensor3D, savedRight as Tensor3D, false, true), 0),
      tf.matMul(tf.expandDims(savedLeft, 0) as Tensor3D, dy as Tensor3D, true),
    ];
    return { value: tf.matMul(tf.expandDims(left as Tensor, 0) as Tensor3D, right as Tensor3D), gradFunc };
  });
  return multiply(a, x) as Tensor3D;
}
