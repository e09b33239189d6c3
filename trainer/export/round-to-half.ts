import type { Architecture } from "../../r2-assets/format/card.ts";
import { floatsToHalves, halvesToFloats } from "../../r2-assets/format/half.ts";
import { type ModelTensors, tensorSpecs } from "../models/tensor-spec.ts";
import { isStoredWhole } from "./store-tensors.ts";

/** The model whose tables, linear weights and factors are what half precision can hold; what is F32 in every storage stays. */
export function roundToHalf(
  architecture: Architecture,
  tensors: ModelTensors,
): Map<string, { shape: number[]; data: Float32Array }> {
  return new Map(
    tensorSpecs(architecture).map((spec) => {
      const { name } = spec;
      const tensor = tensors.get(name);
      if (tensor === undefined) throw new RangeError(`The model has no tensor ${name}.`);
      const { shape, data } = tensor;
      const stored = isStoredWhole(spec) ? data : halvesToFloats(floatsToHalves(data));
      return [name, { shape: [...shape], data: stored }];
    }),
  );
}
