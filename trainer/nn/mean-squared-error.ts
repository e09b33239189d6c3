import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor, tf } from "../backend/tf.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { maskLayout, type Pair, squaredError, squaredErrorGradient } from "../backend/webgpu/squared-error.ts";
import { differentiable } from "./differentiable.ts";
import { sumOfSquares } from "./sum-of-squares.ts";

/**
 * `Σ m (s - t)² / count`: with m 1 where a position counts and 0 where it is padding, the mean over `count` entries.
 * Shapes: student and teacher alike; `mask` broadcasts to them, none counts everything. No gradient in the teacher.
 * The gradient `2 m (s - t) / count` is written out: the difference is all that is kept, and it is walked once.
 */
export function meanSquaredError(student: Tensor, teacher: Tensor, count: number, mask?: Tensor): Scalar {
  if (isWebgpu() && hasProgram(student, mask)) return ofPairs([[student, teacher]], count, mask);
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

/** The sum of `meanSquaredError` over pairs of one shape. */
export function meanSquaredErrors(pairs: readonly Pair[], count: number, mask?: Tensor): Scalar {
  if (isWebgpu() && hasProgram(pairs[0][0], mask)) return ofPairs(pairs, count, mask);
  return tf.addN(pairs.map(([student, teacher]) => meanSquaredError(student, teacher, count, mask))) as Scalar;
}

const hasProgram = ({ shape }: Tensor, mask?: Tensor) =>
  mask === undefined || maskLayout(shape, mask.shape) !== undefined;

/** On webgpu nothing is kept but the tensors themselves: the difference is made again for the gradient. */
function ofPairs(pairs: readonly Pair[], count: number, mask?: Tensor): Scalar {
  const inputs = Object.fromEntries(pairs.map(([student], i) => [`student${i}`, student]));
  const forward = (save: (tensors: Tensor[]) => void) => {
    save([...pairs.flat(), ...(mask ? [mask] : [])]);
    return squaredError(pairs, { count, mask });
  };
  return differentiable<string, Scalar>(inputs, forward, (dy, saved) => {
    const savedMask: Tensor | undefined = saved[2 * pairs.length];
    const gradient = (i: number) =>
      squaredErrorGradient([saved[2 * i], saved[2 * i + 1]], dy, { count, mask: savedMask });
    return Object.fromEntries(pairs.map((_, i) => [`student${i}`, () => gradient(i)]));
  });
}
