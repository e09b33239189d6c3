import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tfjs.ts";
import type { WebgpuBackend } from "./backend.ts";

/**
 * Copies the numbers of each source into `target`, from the element on that stands beside it: copies of the command
 * stream, no program each. None may be a view of `target`.
 */
export function copyInto(target: Tensor, sources: readonly (readonly [source: Tensor, first: number])[]): void {
  (tf.backend() as unknown as WebgpuBackend).copyInto(target, sources);
}
