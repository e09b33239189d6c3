/**
 * An ONNX file as a graph apart from its weights, which the same file holds: initializers become external data that points into it. Of weights inside a
 * graph onnxruntime-web keeps the file, its parsed message and the tensors in its heap at once, of external data the tensors alone.
 */
import { fieldsOf, lengthPrefix, varint } from "./protobuf.ts";

/** Field numbers of onnx.proto. */
const [GRAPH, INITIALIZER, RAW_DATA, EXTERNAL_DATA, DATA_LOCATION] = [7, 5, 9, 13, 14] as const;
const [KEY, VALUE] = [1, 2] as const;

/** Bytes that a tensor has at least that is moved out: what shapes and axes are made of stays where optimisers look for it. */
const LEAST = 1024;

/** The graph alone, whose weights lie in `bytes` under the name `location`. Throws ProtobufError where it is no message. */
export function graphApart(bytes: Uint8Array, location: string): Uint8Array {
  return replaced(bytes, 0, bytes.length, GRAPH, (from, to) =>
    replaced(bytes, from, to, INITIALIZER, (first, last) => tensorApart(bytes, first, last, location)),
  );
}

/** The message in `[start, end)` with each field of a number made anew; undefined: left as it is. */
function replaced(
  bytes: Uint8Array,
  start: number,
  end: number,
  number: number,
  make: (from: number, to: number) => Uint8Array | undefined,
): Uint8Array {
  const parts: (Uint8Array | number[])[] = [];
  for (const field of fieldsOf(bytes, start, end)) {
    const made = field.number === number ? make(field.from, field.to) : undefined;
    if (made === undefined) parts.push(bytes.subarray(field.at, field.to));
    else parts.push(lengthPrefix(number, made.length), made);
  }
  return joined(parts);
}

function tensorApart(bytes: Uint8Array, start: number, end: number, location: string): Uint8Array | undefined {
  const fields = [...fieldsOf(bytes, start, end)];
  const raw = fields.find(({ number }) => number === RAW_DATA);
  if (raw === undefined || raw.to - raw.from < LEAST) return undefined;
  const place = { location, offset: `${raw.from}`, length: `${raw.to - raw.from}` };
  return joined([
    ...fields.filter((field) => field !== raw).map(({ at, to }) => bytes.subarray(at, to)),
    ...Object.entries(place).flatMap(([key, value]) => {
      const entry = joined([...textField(KEY, key), ...textField(VALUE, value)]);
      return [lengthPrefix(EXTERNAL_DATA, entry.length), entry];
    }),
    [...varint(DATA_LOCATION * 8), 1],
  ]);
}

function textField(number: number, text: string): (Uint8Array | number[])[] {
  const bytes = new TextEncoder().encode(text);
  return [lengthPrefix(number, bytes.length), bytes];
}

function joined(parts: readonly (Uint8Array | number[])[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
