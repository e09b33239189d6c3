import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { isWebgpu } from "../backend/webgpu/is-webgpu.ts";
import { positionsBackward, positionsForward } from "../backend/webgpu/positions.ts";
import { differentiable } from "./differentiable.ts";

/**
 * Adds the table's row t to position t of every text.
 * Shapes: x `[batch * length, d]`, table `[rows, d]` with rows >= length -> `[batch * length, d]`.
 */
export function addPositions(x: Tensor, table: Tensor, [batch, length]: readonly [number, number]): Tensor2D {
  const [rows, width] = table.shape as [number, number];
  if (isWebgpu()) {
    const forward = () => positionsForward(x, table, length) as Tensor2D;
    return differentiable({ x, table }, forward, (dy: Tensor2D) => ({
      x: () => dy.clone(),
      table: () => positionsBackward(dy, rows, length),
    }));
  }
  const positions = tf.slice(table, [0, 0], [length, width]);
  return tf.reshape(tf.add(tf.reshape(x, [batch, length, width]), positions), [batch * length, width]);
}
