import type { Storage } from "../../r2-assets/format/names.ts";
import { isStoredWhole } from "../../trainer/export/store-tensors.ts";
import { architectureOf, tensorSpecs } from "../../trainer/models/describe.ts";
import type { ModelConfig } from "../../trainer/models/model.ts";
import { size, type TensorSpec } from "../../trainer/models/tensor-spec.ts";

/** Bytes of a model's tensors in a storage, as `storeTensors` lays them out; the file's header comes on top, some KB. */
export const storedBytes = (config: ModelConfig, storage: Storage): number =>
  tensorSpecs(architectureOf(config)).reduce((sum, spec) => sum + tensorBytes(spec, storage), 0);

function tensorBytes(spec: TensorSpec, storage: Storage): number {
  const numbers = size(spec.shape);
  if (storage === "f32" || isStoredWhole(spec)) return 4 * numbers;
  if (storage === "f16") return 2 * numbers;
  const scales = spec.role === "factor" ? 2 * Math.max(...spec.shape) : 4 * spec.shape[0];
  return numbers + scales;
}
