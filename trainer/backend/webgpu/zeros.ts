import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tfjs.ts";
import type { WebgpuBackend } from "./backend.ts";

/** Zeros, made on the card by clearing a buffer: no program, and no zeros sent over as `tf.zeros` does. */
export function zeros(shape: readonly number[]): Tensor {
  const backend = tf.backend() as unknown as WebgpuBackend;
  const info = backend.makeTensorInfo([...shape], "float32");
  backend.clear(info.dataId);
  return tf.engine().makeTensorFromTensorInfo(info);
}
