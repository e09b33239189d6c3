/** Protobuf's wire format, as far as ONNX files need it: https://protobuf.dev/programming-guides/encoding/. */

/** The bytes are no message, or end within one. */
export class ProtobufError extends Error {
  override name = "ProtobufError";
}

export const [VARINT, I64, LEN, I32] = [0, 1, 2, 5] as const;

/** Where a field lies: its tag at `at`, its value in `[from, to)`. */
export interface Field {
  number: number;
  wire: number;
  at: number;
  from: number;
  to: number;
}

/** The fields of the message in `[start, end)`, in their order. Throws ProtobufError where it is none, or cut short. */
export function* fieldsOf(bytes: Uint8Array, start = 0, end = bytes.length): Generator<Field> {
  for (let at = start; at < end; ) {
    const [tag, behind] = varintAt(bytes, at, end);
    const [number, wire] = [Number(tag >> 3n), Number(tag & 7n)];
    if (number === 0) throw new ProtobufError("it has a field of number 0");
    let [from, to] = [behind, behind];
    if (wire === VARINT) [, to] = varintAt(bytes, from, end);
    else if (wire === LEN) {
      const [length, first] = varintAt(bytes, behind, end);
      from = first;
      to = first + Number(length);
    } else if (wire === I64 || wire === I32) to = from + (wire === I64 ? 8 : 4);
    else throw new ProtobufError(`it has a field of wire type ${wire}`);
    if (to > end) throw new ProtobufError("it ends within a field");
    yield { number, wire, at, from, to };
    at = to;
  }
}

/** The number at `at`, unsigned, and where it ends. Throws ProtobufError. */
export function varintAt(bytes: Uint8Array, at: number, end = bytes.length): [value: bigint, behind: number] {
  let value = 0n;
  for (let i = 0; i < 10; i++) {
    if (at + i >= end) throw new ProtobufError("it ends within a number");
    const byte = bytes[at + i]!;
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) return [value, at + i + 1];
  }
  throw new ProtobufError("it has a number of more than ten bytes");
}

/** A number as it is written. */
export function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = BigInt(value);
  for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return [...bytes, Number(left)];
}

/** A field of bytes up to its value: tag and length. */
export const lengthPrefix = (number: number, length: number): number[] => [
  ...varint(number * 8 + LEN),
  ...varint(length),
];
