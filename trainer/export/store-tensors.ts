/** From trained numbers to what lies in `weights.safetensors`. */
import type { Architecture } from "../../r2-assets/format/card.ts";
import { floatsToHalves } from "../../r2-assets/format/half.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import type { StoredTensor } from "../../r2-assets/format/safetensors.ts";
import { type ModelTensors, size, type TensorSpec, tensorSpecs } from "../models/tensor-spec.ts";
import { quantizeRows, transpose } from "./quantize.ts";

export type NamedTensor = StoredTensor & { name: string };

/**
 * The served tensors in the given storage; whatever else `tensors` holds is left behind.
 *
 * - f32: all as they are. f16: tables and linear weights as halves.
 * - i8 table `[rows, width]`: `name` I8, `name.scale` F32 `[rows, 1]`, so that gathered scales multiply gathered rows.
 * - i8 linear weight: `name` I8 transposed to `[in, out]`, as MatMulInteger reads it; `name.scale` F32 `[out]`.
 * - vectors and the head's matrix: F32 in every storage; together they are under 1 % of the numbers.
 *
 * Throws RangeError for a tensor that is missing, has another shape than the architecture says, or does not fit a half.
 */
export function storeTensors(architecture: Architecture, tensors: ModelTensors, storage: Storage): NamedTensor[] {
  return tensorSpecs(architecture).flatMap((spec) => {
    const data = find(tensors, spec);
    if (spec.role === "vector" || spec.role === "head" || storage === "f32")
      return [floats(spec.name, spec.shape, data)];
    const [rows, width] = spec.shape as [number, number];
    if (storage === "f16") return [halves(spec.name, [rows, width], data)];
    const { values, scales } = quantizeRows(data, rows, width);
    return spec.role === "table"
      ? [bytes(spec.name, [rows, width], values), floats(`${spec.name}.scale`, [rows, 1], scales)]
      : [bytes(spec.name, [width, rows], transpose(values, rows, width)), floats(`${spec.name}.scale`, [rows], scales)];
  });
}

/** The architecture with the layouts of its matrices as that storage has them. */
export function storedArchitecture(architecture: Architecture, storage: Storage): Architecture {
  const { encoder, head } = architecture;
  const layout = storage === "i8" ? "in_out" : "out_in";
  const laidOut = <L extends Linear>(linear: L): L => (linear.kind === "dense" ? { ...linear, layout } : linear);
  return {
    ...architecture,
    encoder: {
      ...encoder,
      attention: laidOut(encoder.attention),
      intermediate: laidOut(encoder.intermediate),
      output: laidOut(encoder.output),
    },
    head: { ...head, layout: "out_in" },
  };
}

type Linear = Architecture["encoder"]["attention"];

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

const bytes = (name: string, shape: number[], values: Int8Array): NamedTensor => ({
  name,
  dtype: "I8",
  shape,
  data: new Uint8Array(values.buffer),
});
