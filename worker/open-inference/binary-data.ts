/**
 * The extension binary_tensor_data: elements as little-endian bytes. INT64 has 8 bytes an element; an element of BYTES its
 * length as an unsigned 32-bit number and then so many bytes, which are UTF-8 here.
 */
import { ProblemError } from "../http/problem.ts";
import type { InferInput } from "./infer-request.ts";
import { type Datatype, elementsOf, named, type Tensor, unfit } from "./tensors.ts";

/** Throws the 422 problem where the bytes are not as many as the shape says, 400 where text is not UTF-8. */
export function readBinaryData(input: InferInput, bytes: Uint8Array, datatype: Datatype): Tensor {
  const { shape } = input;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = datatype === "INT64" ? readInt64(input, view) : readStrings(input, view);
  return { datatype, shape, values } as Tensor;
}

function readInt64(input: InferInput, view: DataView): Float64Array {
  const expected = elementsOf(input.shape);
  if (view.byteLength !== expected * 8) {
    throw unfit(
      `${named(input)} has ${view.byteLength} bytes, but its shape [${input.shape.join(", ")}] takes ${expected * 8}.`,
    );
  }
  // Two halves as doubles: exact up to 2^53, and no BigInt an element.
  return Float64Array.from(
    { length: expected },
    (_, i) => view.getInt32(i * 8 + 4, true) * 2 ** 32 + view.getUint32(i * 8, true),
  );
}

function readStrings(input: InferInput, view: DataView): string[] {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const values: string[] = [];
  let at = 0;
  while (at < view.byteLength) {
    const length = at + 4 <= view.byteLength ? view.getUint32(at, true) : Number.POSITIVE_INFINITY;
    const end = at + 4 + length;
    if (end > view.byteLength) throw unfit(`${named(input)} ends within its element ${values.length}.`);
    try {
      values.push(utf8.decode(new Uint8Array(view.buffer, view.byteOffset + at + 4, length)));
    } catch {
      throw new ProblemError(400, "malformed-utf8", `${named(input)} is not UTF-8 in its element ${values.length}.`);
    }
    at = end;
  }
  const expected = elementsOf(input.shape);
  if (values.length !== expected) {
    throw unfit(
      `${named(input)} has ${values.length} elements, but its shape [${input.shape.join(", ")}] holds ${expected}.`,
    );
  }
  return values;
}

/** The bytes of numbers as FP32. */
export function fp32Bytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(i * 4, value, true);
  });
  return bytes;
}

/** The bytes of strings as BYTES. */
export function stringBytes(values: readonly string[]): Uint8Array {
  const encoded = values.map((value) => new TextEncoder().encode(value));
  const bytes = new Uint8Array(encoded.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const one of encoded) {
    view.setUint32(at, one.length, true);
    bytes.set(one, at + 4);
    at += 4 + one.length;
  }
  return bytes;
}
