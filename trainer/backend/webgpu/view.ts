import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tfjs.ts";
import type { WebgpuBackend } from "./backend.ts";

/** Elements at which a view may begin on every device: 256 bytes, WebGPU's default `minStorageBufferOffsetAlignment`. */
export const VIEW_ALIGNMENT = 64;

/** The next place from which a view may begin. */
export const alignedTo = (first: number): number => Math.ceil(first / VIEW_ALIGNMENT) * VIEW_ALIGNMENT;

/**
 * A tensor that is the part of another from element `first` on, a multiple of VIEW_ALIGNMENT: nothing is copied, and what
 * changes the other in place changes it. Tracked and disposed like any tensor; the other's memory lives until both are
 * disposed.
 */
export function viewOf(parent: Tensor, first: number, shape: readonly number[]): Tensor {
  if (first % VIEW_ALIGNMENT !== 0) throw new RangeError(`a view begins at ${first}, no multiple of ${VIEW_ALIGNMENT}`);
  if (first + tf.util.sizeFromShape([...shape]) > parent.size)
    throw new RangeError(`a view [${shape}] from ${first} on goes beyond ${parent.size} elements`);
  const backend = tf.backend() as unknown as WebgpuBackend;
  return tf.engine().makeTensorFromTensorInfo(backend.viewData(parent, first, [...shape]));
}
