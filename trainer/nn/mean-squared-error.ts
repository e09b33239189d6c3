import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, tf } from "../backend/tf.ts";
import { sumOfSquares } from "./sum-of-squares.ts";

/**
 * `Σ m (s - t)² / count`: with m 1 where a position counts and 0 where it is padding, the mean over `count` entries.
 * Shapes: student and teacher alike; `mask` broadcasts to them, none counts everything. No gradient in the teacher.
 * The gradient `2 m (s - t) / count` is written out: the difference is all that is kept, and it is walked once.
 */
export function meanSquaredError(student: Tensor, teacher: Tensor, count: number, mask?: Tensor): Scalar {
  return tf.customGrad((s, save) => {
    const difference = tf.sub(s as Tensor, teacher);
    const counted = mask === undefined ? difference : tf.mul(difference, mask); // m² = m
    (save as (t: Tensor[]) => void)([counted]);
    return {
      value: tf.mul(sumOfSquares(counted), 1 / count),
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => tf.mul(saved, tf.mul(dy, 2 / count)),
    };
  })(student) as Scalar;
}
