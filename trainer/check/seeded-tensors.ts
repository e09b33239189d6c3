import { type Tensor, tf } from "../backend/tf.ts";
import { seededNormal } from "../data/random.ts";

/** A source of standard normal tensors, the same from every backend. */
export function seededTensors(seed: number): (...shape: number[]) => Tensor {
  const normal = seededNormal(seed);
  return (...shape) => tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, normal), shape);
}
