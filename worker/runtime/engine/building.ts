/**
 * What layers are made with while a model is opened.
 *
 * Numbers reach the engine's memory through `Layout`, whose parts are forgotten when they are placed. A layer keeps slots and shapes, and must not keep
 * numbers: a function that it leaves behind holds whatever any function beside it reads.
 */
import type { Kernels } from "./kernels/kernels.ts";
import { packedF32Bytes, packedI8Bytes } from "./kernels/layout.ts";
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
  packed(weight: Float32Array, size: Size, lies?: Lies): Slot;
  /** The same of bytes with a scale an output, and the layer's bias. */
  packedBytes(weight: BytesWithScales, size: Size, lies: Lies): Slot;
}

type Size = readonly [out: number, depth: number];
type Lies = "out_in" | "in_out";

export interface BytesWithScales {
  bytes: Uint8Array;
  zeroPoint: 0 | 128;
  scales: Float32Array;
  bias: Float32Array;
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
    packedBytes({ bytes, zeroPoint, scales, bias }, [out, depth], lies) {
      const [outStride, depthStride] = lies === "out_in" ? [depth, 1] : [1, out];
      return layout.add(packedI8Bytes(out, depth), (at) =>
        withCopies(memory, [bytes, bytesOf(scales), bytesOf(bias)], (w, s, b) =>
          kernels.packI8(w!, outStride, depthStride, zeroPoint, s!, b!, out, depth, at),
        ),
      );
    },
  };
}
