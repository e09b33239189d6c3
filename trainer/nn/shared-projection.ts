/**
 * A teacher's matrix beside a student's of another size, by two projections.
 * Source: Zhao et al., Extreme Language Model Compression with Optimal Subwords and Shared Projections, arXiv 1909.11687 v1.
 */
import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { sumOfSquares } from "./sum-of-squares.ts";

export interface Projected {
  teacher: Tensor;
  student: Tensor;
  /** None where rows are the same things in both, as pieces are in word tables. */
  u: Tensor | null;
  v: Tensor;
}

/**
 * `‖U t V - s‖²`, the teacher shrunk to the student's shape. Shapes: t `[p, q]`, s `[p', q']`, U `[p', p]`, V `[q, q']` -> `[]`.
 * Differentiable in all four. Throws RangeError for other shapes: nothing is broadcast.
 */
export const shrunkError = ({ teacher, student, u, v }: Projected): Scalar => squaredDistance(u, teacher, v, student);

/** `‖t - U s V‖²`, the student grown to the teacher's shape. Shapes: U `[p, p']`, V `[q', q]`. As `shrunkError` otherwise. */
export const grownError = ({ teacher, student, u, v }: Projected): Scalar => squaredDistance(u, student, v, teacher);

function squaredDistance(u: Tensor | null, from: Tensor, v: Tensor, to: Tensor): Scalar {
  const [[p, q], [rows, columns]] = [from.shape, to.shape];
  const left = u?.shape ?? [rows, rows];
  const fits = left[0] === rows && left[1] === p && v.shape[0] === q && v.shape[1] === columns;
  if (!fits)
    throw new RangeError(
      `projections of [${left}] and [${v.shape}] do not take a matrix of [${from.shape}] to one of [${to.shape}]`,
    );
  return squared(tf.sub(u === null ? tf.matMul(from as Tensor2D, v as Tensor2D) : product(u, from, v), to));
}

/** `U X V`, by the cheaper order. */
function product(u: Tensor, x: Tensor, v: Tensor): Tensor2D {
  const [[rows, p], [q, columns]] = [u.shape, v.shape] as [[number, number], [number, number]];
  const leftFirst = rows * p * q + rows * q * columns <= p * q * columns + rows * p * columns;
  const [left, middle, right] = [u, x, v] as [Tensor2D, Tensor2D, Tensor2D];
  return leftFirst ? tf.matMul(tf.matMul(left, middle), right) : tf.matMul(left, tf.matMul(middle, right));
}

/** `Σ x²` with its gradient, `2 x`. */
const squared = (x: Tensor): Scalar =>
  tf.customGrad((given, save) => {
    (save as (t: Tensor[]) => void)([given as Tensor]);
    return {
      value: sumOfSquares(given as Tensor),
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => tf.mul(saved!, tf.mul(dy, 2)),
    };
  })(x) as Scalar;
