/** From trained numbers to what lies in `weights.safetensors`. */

import type { Architecture } from "../../r2-assets/format/card.ts";
import { floatsToHalves } from "../../r2-assets/format/half.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import type { StoredTensor } from "../../r2-assets/format/safetensors.ts";
import { tensorSpecs } from "../models/describe.ts";
import { type ModelTensors, size, type TensorSpec } from "../models/tensor-spec.ts";
import { ZERO_POINT } from "../onnx/zero-point.ts";
import { quantizeFactor, quantizeRows, transpose } from "./quantize.ts";

export type NamedTensor = StoredTensor & { name: string };

/**
 * The served tensors in the given storage; whatever else `tensors` holds is left behind.
 *
 * - f32: all as they are. f16: tables, linear weights and factors as halves.
 * - i8 table `[rows, width]`: `name` I8, `name.scale` F32 `[rows, 1]`, so that gathered scales multiply gathered rows.
 * - i8 linear weight: `name` U8 with the zero point 128, transposed to `[in, out]`, as MatMulInteger reads it;
 *   `name.scale` F32 `[out]`. Signed, they would be multiplied wrongly where it matters: on x64 without VNNI onnxruntime adds
 *   two products of u8 and s8 in 16 bits, which saturate (1.32.0 in Python; not so on the web). Of 872 texts 9 got other labels.
 * - i8 factor `[rows, columns]`, as it was trained: `name` I8; `name.scale` F16, one for each index of the longer side:
 *   `[rows, 1]`, also where both are equal, or `[1, columns]`. So both factors of a product keep 7 bits for each of their
 *   thin rows or columns, whose sizes differ: on MiniLM's word table as `[30522, 16] ⊗ [1, 24]` the error is 0.47 % of the
 *   numbers for 1.13 bytes each; with a scale a column 1.07 % for 1.00 (the worst word 7.6 %), with F32 scales 0.47 % for
 *   1.25. Of MiniLM's third FFN as U V of rank 9 it is 0.5 % in U and V, with a scale for each of the 9 it is 2.5 and 3.5 %.
 * - vectors, the head's matrix, the table of relative positions and factors of fewer than 256 numbers: F32 in every storage; all together they are a few
 *   percent of a factored model, under 1 % of a dense one.
 *
 * Throws RangeError for a tensor that is missing, has another shape than the architecture says, or does not fit a half.
 */
export function storeTensors(architecture: Architecture, tensors: ModelTensors, storage: Storage): NamedTensor[] {
  return tensorSpecs(architecture).flatMap((spec) => {
    const data = find(tensors, spec);
    if (storage === "f32" || isStoredWhole(spec)) return [floats(spec.name, spec.shape, data)];
    const [rows, width] = spec.shape as [number, number];
    if (storage === "f16") return [halves(spec.name, [rows, width], data)];
    if (spec.role === "factor") return quantizedFactor(spec.name, rows, width, data);
    const { values, scales } = quantizeRows(data, rows, width);
    return spec.role === "table"
      ? [bytes(spec.name, [rows, width], values), floats(`${spec.name}.scale`, [rows, 1], scales)]
      : [
          unsigned(spec.name, [width, rows], transpose(values, rows, width)),
          floats(`${spec.name}.scale`, [rows], scales),
        ];
  });
}

/** Whether a tensor is F32 in every storage. */
export const isStoredWhole = ({ role, shape }: TensorSpec) =>
  role === "vector" || role === "head" || role === "small" || (role === "factor" && size(shape) < LEAST_FACTOR);

/** Numbers. As I8, a B of `[2, 8]` would save no more than its scales cost. */
const LEAST_FACTOR = 256;

function quantizedFactor(name: string, rows: number, columns: number, data: Float32Array): NamedTensor[] {
  const { values, scales, byColumn } = quantizeFactor(data, rows, columns);
  return [bytes(name, [rows, columns], values), halves(`${name}.scale`, byColumn ? [1, columns] : [rows, 1], scales)];
}

function find(tensors: ModelTensors, { name, shape }: TensorSpec): Float32Array {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new RangeError(`The model has no tensor ${name}.`);
  if (tensor.shape.join() !== shape.join() || tensor.data.length !== size(shape)) {
    throw new RangeError(`Tensor ${name} has shape [${tensor.shape}], the architecture says [${shape}].`);
  }
  if (!tensor.data.every(Number.isFinite)) throw new RangeError(`Tensor ${name} holds a number that is not finite.`);
  return tensor.data;
}

const floats = (name: string, shape: number[], data: Float32Array): NamedTensor => ({
  name,
  dtype: "F32",
  shape,
  data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
});

function halves(name: string, shape: number[], data: Float32Array): NamedTensor {
  if (data.some((value) => Math.abs(value) >= 65520)) {
    throw new RangeError(`Tensor ${name} holds a number beyond half precision's 65504; store it as f32.`);
  }
  return { name, dtype: "F16", shape, data: new Uint8Array(floatsToHalves(data).buffer) };
}

const unsigned = (name: string, shape: number[], values: Int8Array): NamedTensor => ({
  name,
  dtype: "U8",
  shape,
  data: Uint8Array.from(values, (value) => value + ZERO_POINT),
});

const bytes = (name: string, shape: number[], values: Int8Array): NamedTensor => ({
  name,
  dtype: "I8",
  shape,
  data: new Uint8Array(values.buffer),
});
