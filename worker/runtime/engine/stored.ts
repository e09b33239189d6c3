/** Tensors of `weights.safetensors` as layers want them. */
import { type OwnTensors, type StoredTensor, toFloat32 } from "../../../r2-assets/format/safetensors.ts";
import { EngineError } from "./memory.ts";

export type Tensors = OwnTensors;

/** The tensor of a name. Throws EngineError where there is none, or its shape is not what the card says. */
export function tensorNamed(tensors: Tensors, name: string, shape: readonly number[]): StoredTensor {
  const tensor = tensors.get(name);
  if (tensor === undefined)
    throw new EngineError(`the weights have no tensor ${name}, which the card's architecture needs`);
  if (tensor.shape.join() !== shape.join())
    throw new EngineError(`tensor ${name} is [${tensor.shape}], but the card's architecture says [${shape}]`);
  return tensor;
}

/**
 * A tensor's numbers as floats, row-major: F32 and F16 as they are, I8 times its scale (`<name>.scale`, one a row or one a column).
 * Throws EngineError as `tensorNamed` does, and for other types.
 */
export function floatsOf(tensors: Tensors, name: string, shape: readonly number[]): Float32Array {
  const tensor = tensorNamed(tensors, name, shape);
  if (tensor.dtype === "F32" || tensor.dtype === "F16") return toFloat32(tensor);
  if (tensor.dtype !== "I8")
    throw new EngineError(`tensor ${name} is ${tensor.dtype}, which the engine does not read as floats`);
  const columns = shape.at(-1)!;
  const scales = scalesOf(tensors, name);
  const perRow = scales.shape[1] === 1;
  const integers = new Int8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
  const floats = new Float32Array(integers.length);
  for (let at = 0, row = 0; at < integers.length; row++)
    for (let column = 0; column < columns; column++, at++)
      floats[at] = integers[at]! * scales.values[perRow ? row : column]!;
  return floats;
}

/** `<name>.scale`, F32 or F16. */
export function scalesOf(tensors: Tensors, name: string): { shape: number[]; values: Float32Array } {
  const scale = tensors.get(`${name}.scale`);
  if (scale === undefined)
    throw new EngineError(`the weights have no tensor ${name}.scale, without which ${name} is no number`);
  return { shape: scale.shape, values: toFloat32(scale) };
}

export const bytesOf = (floats: Float32Array): Uint8Array =>
  new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
