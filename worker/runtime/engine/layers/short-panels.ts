/** Matrices of signed bytes as the kernels in 16-bit integers want them. */
import type { Building } from "../building.ts";
import { panelsI16 } from "../kernels/layout.ts";
import type { Slot } from "../layout.ts";
import { scalesOf, tensorNamed } from "../stored.ts";

export interface ShortPanels {
  panels: Slot;
  /** What the numbers that meet the matrix are multiplied by first, one for each k, where its bytes have their scales so. */
  by: Slot | null;
}

/** The I8 tensor `name` `[out, depth]`, its scales one an output or one for each k. Throws EngineError with one sentence where it does not fit. */
export function shortPanels(building: Building, name: string, shape: readonly [number, number]): ShortPanels {
  const { tensors } = building;
  const [out, depth] = shape;
  const { data } = tensorNamed(tensors, name, shape);
  const scales = scalesOf(tensors, name);
  const perOutput = scales.shape[1] === 1;
  const weights = new Int8Array(data.buffer, data.byteOffset, data.byteLength);
  const ofOutputs = perOutput ? scales.values : new Float32Array(out).fill(1);
  return {
    panels: building.bytes(panelsI16(weights, ofOutputs, out, depth)),
    by: perOutput ? null : building.constant(scales.values),
  };
}
