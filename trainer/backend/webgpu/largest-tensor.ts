import { tf } from "../tfjs.ts";
import type { WebgpuBackend } from "./backend.ts";

/** Numbers of the largest tensor that a program can be given on this device. */
export function largestTensor(): number {
  const { maxBufferSize, maxStorageBufferBindingSize } = (tf.backend() as unknown as WebgpuBackend).device.limits;
  return Math.floor(Math.min(maxBufferSize, maxStorageBufferBindingSize) / 4);
}
