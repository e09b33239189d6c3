/** Trained numbers rounded to what an artefact holds of them, in the shapes of training. */

import type { Architecture } from "../../r2-assets/format/card.ts";
import { floatsToHalves, halvesToFloats } from "../../r2-assets/format/half.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import { tensorSpecs } from "../models/describe.ts";
import type { ModelTensors, TensorSpec } from "../models/tensor-spec.ts";
import { quantizeFactor, quantizeRows } from "./quantize.ts";
import { isStoredWhole } from "./store-tensors.ts";

/**
 * The numbers that the artefact's stand for: halves, or int8 times a scale. What is rounded already changes by its last
 * bit at most, unless a factor's scale is so small, under 6e-5, that halves no longer tell it from its neighbours well.
 */
export function asStored(spec: TensorSpec, data: Float32Array, storage: Storage): Float32Array {
  if (storage === "f32" || isStoredWhole(spec)) return data;
  if (storage === "f16") return halvesToFloats(floatsToHalves(data));
  const [rows, columns] = spec.shape as [number, number];
  const { values, scales, byColumn } =
    spec.role === "factor"
      ? quantizeFactor(data, rows, columns)
      : { ...quantizeRows(data, rows, columns), byColumn: false };
  const floats = new Float32Array(values.length); // training does this every step, and `from` was two thirds of its time
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) floats[r * columns + c] = values[r * columns + c]! * scales[byColumn ? c : r]!;
  return floats;
}

/** The whole served model so. Throws RangeError for a tensor that is missing. */
export function modelAsStored(
  architecture: Architecture,
  tensors: ModelTensors,
  storage: Storage,
): Map<string, { shape: number[]; data: Float32Array }> {
  return new Map(
    tensorSpecs(architecture).map((spec) => {
      const tensor = tensors.get(spec.name);
      if (tensor === undefined) throw new RangeError(`The model has no tensor ${spec.name}.`);
      return [spec.name, { shape: [...tensor.shape], data: asStored(spec, tensor.data, storage) }];
    }),
  );
}
