import type { Architecture } from "../../r2-assets/format/card.ts";
import { floatsToHalves, halvesToFloats } from "../../r2-assets/format/half.ts";
import { type ModelTensors, tensorSpecs } from "../models/tensor-spec.ts";

/** The model whose tables and linear weights are what half precision can hold; vectors and head stay as they are. */
export function roundToHalf(
  architecture: Architecture,
  tensors: ModelTensors,
): Map<string, { shape: number[]; data: Float32Array }> {
  return new Map(
    tensorSpecs(architecture).map(({ name, role }) => {
      const tensor = tensors.get(name);
      if (tensor === undefined) throw new RangeError(`The model has no tensor ${name}.`);
      const { shape, data } = tensor;
      const stored = role === "table" || role === "linear" ? halvesToFloats(floatsToHalves(data)) : data;
      return [name, { shape: [...shape], data: stored }];
    }),
  );
}
