/** From what lies in `weights.safetensors` back to numbers: `store-tensors.ts` undone. */
import type { Architecture } from "../../r2-assets/format/card.ts";
import { type OwnTensors, type StoredTensor, toFloat32 } from "../../r2-assets/format/safetensors.ts";
import { tensorSpecs } from "../models/describe.ts";
import type { TensorSpec } from "../models/tensor-spec.ts";
import type { Weights } from "../models/weights.ts";
import { ZERO_POINT } from "../onnx/zero-point.ts";

/**
 * The numbers that stored tensors stand for, under the names and in the shapes of training: bit for bit those that the served graph
 * multiplies by, but that of dense integers it takes the scale out of the sum. Throws RangeError where the file is not one of
 * such a model.
 */
export const readStored = (architecture: Architecture, tensors: OwnTensors): Map<string, Weights> =>
  new Map(
    tensorSpecs(architecture).map((spec) => {
      const stored = find(tensors, spec.name);
      const data =
        stored.dtype === "I8" || stored.dtype === "U8" ? integers(spec, stored, tensors) : floats(spec, stored);
      return [spec.name, { shape: [...spec.shape], data }];
    }),
  );

function floats(spec: TensorSpec, stored: StoredTensor): Float32Array {
  assertShape(spec.name, stored, spec.shape);
  return toFloat32(stored);
}

/**
 * Integers times scales. A linear layer's lie transposed, `[in, out]`, with a scale `[out]`; they are U8 less the zero point, or I8
 * in artefacts from before it. All others are I8 `[rows, columns]`, with scales `[rows, 1]`, of a factor wider than high `[1, columns]`.
 */
function integers({ name, shape, role }: TensorSpec, stored: StoredTensor, tensors: OwnTensors): Float32Array {
  const [rows, columns] = shape as [number, number];
  const scale = find(tensors, `${name}.scale`);
  const scales = toFloat32(scale);
  const transposed = role === "linear";
  const byColumn = role === "factor" && columns > rows;
  assertShape(name, stored, transposed ? [columns, rows] : [rows, columns]);
  assertShape(`${name}.scale`, scale, transposed ? [rows] : byColumn ? [1, columns] : [rows, 1]);
  const { buffer, byteOffset, byteLength } = stored.data;
  const values = stored.dtype === "I8" ? new Int8Array(buffer, byteOffset, byteLength) : stored.data;
  const zero = stored.dtype === "U8" ? ZERO_POINT : 0;
  const numbers = new Float32Array(rows * columns);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const value = values[transposed ? c * rows + r : r * columns + c]!;
      numbers[r * columns + c] = (value - zero) * scales[byColumn ? c : r]!;
    }
  return numbers;
}

function find(tensors: OwnTensors, name: string): StoredTensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new RangeError(`there is no tensor ${name}`);
  return tensor;
}

function assertShape(name: string, { shape }: StoredTensor, expected: readonly number[]): void {
  if (shape.join() !== expected.join())
    throw new RangeError(`tensor ${name} has shape [${shape}], its card says [${expected}]`);
}
