/** What layers are made with while a model is opened. */
import type { Kernels } from "./kernels/kernels.ts";
import { packedF32Bytes } from "./kernels/layout.ts";
import { Layout, type Slot, withCopies } from "./layout.ts";
import type { EngineMemory } from "./memory.ts";
import { bytesOf, type Tensors } from "./stored.ts";

export interface Building {
  kernels: Kernels;
  memory: EngineMemory;
  tensors: Tensors;
  layout: Layout;
  /** No instruction whose last bits differ from machine to machine: for models whose layers are integers. */
  exact: boolean;
  /** Room for numbers as they are. */
  constant(floats: Float32Array): Slot;
  /** Room for bytes as they are. */
  bytes(bytes: Uint8Array): Slot;
  /** Room for a matrix as panels of eight outputs; `lies`: `[out, in]` or transposed. */
  packed(weight: Float32Array, size: readonly [out: number, depth: number], lies?: "out_in" | "in_out"): Slot;
}

export function startBuilding(setting: Pick<Building, "kernels" | "memory" | "tensors" | "exact">): Building {
  const layout = new Layout();
  const { memory, kernels } = setting;
  const bytes = (given: Uint8Array): Slot =>
    layout.add(given.byteLength, (at) => memory.bytes(at, given.byteLength).set(given));
  return {
    ...setting,
    layout,
    bytes,
    constant: (floats) => bytes(bytesOf(floats)),
    packed(weight, [out, depth], lies = "out_in") {
      const [outStride, depthStride] = lies === "out_in" ? [4 * depth, 4] : [4, 4 * out];
      return layout.add(packedF32Bytes(out, depth), (at) =>
        withCopies(memory, [bytesOf(weight)], (w) => kernels.packF32(w!, outStride, depthStride, out, depth, at)),
      );
    },
  };
}
