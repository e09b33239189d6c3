import { type Tensor, tf } from "./tf.ts";
import type { WebgpuBackend } from "./webgpu/backend.ts";
import { isWebgpu } from "./webgpu/is-webgpu.ts";

/** The numbers in some float scalars, by name; on webgpu in one wait for all of them. The scalars are disposed. */
export function readTogether(scalars: Readonly<Record<string, Tensor>>): Record<string, number> {
  const tensors = Object.values(scalars);
  const numbers = isWebgpu()
    ? (tf.backend() as unknown as WebgpuBackend).readScalars(tensors)
    : tensors.map((scalar) => scalar.dataSync()[0]);
  for (const tensor of tensors) tensor.dispose();
  return Object.fromEntries(Object.keys(scalars).map((name, i) => [name, numbers[i]]));
}
