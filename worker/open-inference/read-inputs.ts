/** The inputs of a request as tensors by their names. */
import { shown } from "../http/shown.ts";
import { readBinaryData } from "./binary-data.ts";
import type { InferInput, InferRequest } from "./infer-request.ts";
import { readJsonData } from "./json-data.ts";
import { INPUTS, type InputName, isInputName } from "./signature.ts";
import { elementsOf, named, type Tensor, unfit } from "./tensors.ts";

export type Inputs = Partial<Record<InputName, Tensor>>;

/**
 * Binary inputs lie behind the JSON in the order of `inputs`. Throws the 422 problem for an unknown name, a name that comes twice, another
 * datatype or rank than the signature's, data that is not as much as the shape says, and bytes that belong to no input.
 */
export function readInputs({ inputs }: InferRequest, binary: Uint8Array): Inputs {
  const tensors: Inputs = {};
  let at = 0;
  for (const input of inputs) {
    const { name } = input;
    if (!isInputName(name)) {
      throw unfit(`There is no input ${shown(name)}; there are ${Object.keys(INPUTS).join(", ")}.`, "input-unknown");
    }
    if (tensors[name] !== undefined) throw unfit(`${named(input)} comes twice.`);
    checkSignature(name, input);
    const size = input.parameters?.binary_data_size;
    if ((input.data === undefined) === (size === undefined)) {
      const which = size === undefined ? "neither data nor binary_data_size" : "both data and binary_data_size";
      throw unfit(`${named(input)} has ${which}.`);
    }
    if (size === undefined) {
      tensors[name] = readJsonData(input, input.data!, INPUTS[name].datatype);
      continue;
    }
    if (at + size > binary.length) {
      throw unfit(
        `${named(input)} has a binary_data_size of ${size}, but ${binary.length - at} bytes are left behind the JSON.`,
      );
    }
    tensors[name] = readBinaryData(input, binary.subarray(at, at + size), INPUTS[name].datatype);
    at += size;
  }
  if (at < binary.length) throw unfit(`Behind the JSON are ${binary.length - at} bytes that belong to no input.`);
  return tensors;
}

function checkSignature(name: InputName, input: InferInput): void {
  const { datatype, rank } = INPUTS[name];
  if (input.datatype !== datatype) throw unfit(`${named(input)} is ${datatype}, not ${shown(input.datatype)}.`);
  const { shape } = input;
  const isColumn = datatype === "BYTES" && shape.length === 2 && shape[1] === 1;
  if (shape.length !== rank && !isColumn) {
    const wanted = datatype === "BYTES" ? "[n] or [n, 1]" : "[n, length]";
    throw unfit(`${named(input)} has the shape [${shape.slice(0, 8).join(", ")}]; it must be ${wanted}.`);
  }
  if (elementsOf(shape) === 0) throw unfit(`${named(input)} is empty.`);
}
