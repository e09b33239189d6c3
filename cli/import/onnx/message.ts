/**
 * A protobuf message as its fields by number, read where they lie: no bytes are copied, and what nobody asks for is not looked into.
 * The wire format: https://protobuf.dev/programming-guides/encoding/.
 */

/** The bytes are no message, or end within one. */
export class MessageError extends Error {
  override name = "MessageError";
}

const [VARINT, I64, LEN, I32] = [0, 1, 2, 5] as const;

const utf8 = new TextDecoder();

export class Message {
  readonly #fields = new Map<number, (bigint | Uint8Array)[]>();

  /** Throws MessageError. */
  constructor(bytes: Uint8Array) {
    let at = 0;
    const take = (count: number): Uint8Array => {
      if (count > bytes.length - at) throw new MessageError("it ends within a field");
      at += count;
      return bytes.subarray(at - count, at);
    };
    while (at < bytes.length) {
      const [tag, behind] = varint(bytes, at);
      at = behind;
      const [field, wire] = [Number(tag >> 3n), Number(tag & 7n)];
      if (field === 0) throw new MessageError("it has a field of number 0");
      let value: bigint | Uint8Array;
      if (wire === VARINT) [value, at] = varint(bytes, at);
      else if (wire === LEN) {
        const [length, from] = varint(bytes, at);
        at = from;
        value = take(Number(length));
      } else if (wire === I64 || wire === I32) value = take(wire === I64 ? 8 : 4);
      else throw new MessageError(`it has a field of wire type ${wire}`);
      const known = this.#fields.get(field);
      if (known === undefined) this.#fields.set(field, [value]);
      else known.push(value);
    }
  }

  /** Of a field of bytes, which is what strings and messages are, too. */
  bytes(field: number): Uint8Array[] {
    return (this.#fields.get(field) ?? []).filter((value) => typeof value !== "bigint");
  }

  messages(field: number): Message[] {
    return this.bytes(field).map((bytes) => new Message(bytes));
  }

  message(field: number): Message | undefined {
    const last = this.bytes(field).at(-1);
    return last && new Message(last);
  }

  texts(field: number): string[] {
    return this.bytes(field).map((bytes) => utf8.decode(bytes));
  }

  /** "" where there is none, as the format has it. */
  text(field: number): string {
    return this.texts(field).at(-1) ?? "";
  }

  /** Packed or one by one; two's complement, as int64. */
  integers(field: number): number[] {
    return (this.#fields.get(field) ?? []).flatMap((value) => {
      if (typeof value === "bigint") return [Number(BigInt.asIntN(64, value))];
      const packed: number[] = [];
      for (let at = 0; at < value.length; ) {
        const [one, behind] = varint(value, at);
        packed.push(Number(BigInt.asIntN(64, one)));
        at = behind;
      }
      return packed;
    });
  }

  /** 0 where there is none. */
  integer(field: number): number {
    return this.integers(field).at(-1) ?? 0;
  }
}

function varint(bytes: Uint8Array, from: number): [value: bigint, behind: number] {
  let value = 0n;
  for (let at = from; at < from + 10; at++) {
    const byte = bytes[at];
    if (byte === undefined) throw new MessageError("it ends within a number");
    value |= BigInt(byte & 0x7f) << BigInt(7 * (at - from));
    if (byte < 0x80) return [value, at + 1];
  }
  throw new MessageError("it has a number of more than ten bytes");
}
