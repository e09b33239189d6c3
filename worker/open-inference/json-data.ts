/** `data` of an input: flat, or nested as its shape says. */
import type { InferInput } from "./infer-request.ts";
import { type Datatype, elementsOf, named, type Tensor, unfit } from "./tensors.ts";

/** Throws the 422 problem for other elements, or another number of them. */
export function readJsonData(input: InferInput, data: readonly unknown[], datatype: Datatype): Tensor {
  const { shape } = input;
  const flat = data.some(Array.isArray) ? flattened(input, data, 0) : data;
  const expected = elementsOf(shape);
  if (flat.length !== expected) {
    throw unfit(`${named(input)} has ${flat.length} elements, but its shape [${shape.join(", ")}] holds ${expected}.`);
  }
  switch (datatype) {
    case "INT64": {
      const bad = flat.find((value) => !Number.isInteger(value));
      if (bad !== undefined) throw unfit(`${named(input)} holds ${told(bad)}, which is no whole number.`);
      return { datatype, shape, values: flat as number[] };
    }
    case "BYTES": {
      const bad = flat.find((value) => typeof value !== "string");
      if (bad !== undefined) throw unfit(`${named(input)} holds ${told(bad)}, which is no string.`);
      return { datatype, shape, values: flat as string[] };
    }
  }
}

/** One level a dimension; the innermost are elements. */
function flattened(input: InferInput, data: readonly unknown[], dimension: number): unknown[] {
  const { shape } = input;
  const misfit = () => unfit(`${named(input)} is nested otherwise than its shape [${shape.join(", ")}].`);
  if (data.length !== shape[dimension]) throw misfit();
  if (dimension === shape.length - 1) return [...data];
  return data.flatMap((part) => {
    if (!Array.isArray(part)) throw misfit();
    return flattened(input, part, dimension + 1);
  });
}

const told = (value: unknown) => JSON.stringify(value).slice(0, 50).toWellFormed();
