/** A protobuf message as its fields by number, read where they lie: no bytes are copied, and what nobody asks for is not looked into. */
import { type Field, fieldsOf, LEN, VARINT, varintAt } from "../../../r2-assets/format/protobuf.ts";

const utf8 = new TextDecoder();

export class Message {
  readonly #bytes: Uint8Array;
  readonly #fields: ReadonlyMap<number, Field[]>;

  /** Throws ProtobufError. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#fields = Map.groupBy(fieldsOf(bytes), ({ number }) => number);
  }

  #of(number: number, wire: number): Field[] {
    return (this.#fields.get(number) ?? []).filter((field) => field.wire === wire);
  }

  /** Of a field of bytes, which is what strings and messages are, too. */
  bytes(number: number): Uint8Array[] {
    return this.#of(number, LEN).map(({ from, to }) => this.#bytes.subarray(from, to));
  }

  messages(number: number): Message[] {
    return this.bytes(number).map((bytes) => new Message(bytes));
  }

  message(number: number): Message | undefined {
    const last = this.bytes(number).at(-1);
    return last && new Message(last);
  }

  texts(number: number): string[] {
    return this.bytes(number).map((bytes) => utf8.decode(bytes));
  }

  /** "" where there is none, as the format has it. */
  text(number: number): string {
    return this.texts(number).at(-1) ?? "";
  }

  /** One by one or packed; two's complement, as int64. */
  integers(number: number): number[] {
    const single = this.#of(number, VARINT).map(({ from }) => varintAt(this.#bytes, from)[0]);
    const packed = this.bytes(number).flatMap((bytes) => {
      const all: bigint[] = [];
      for (let at = 0; at < bytes.length; ) {
        const [value, behind] = varintAt(bytes, at);
        all.push(value);
        at = behind;
      }
      return all;
    });
    return [...single, ...packed].map((value) => Number(BigInt.asIntN(64, value)));
  }

  /** 0 where there is none. */
  integer(number: number): number {
    return this.integers(number).at(-1) ?? 0;
  }
}
