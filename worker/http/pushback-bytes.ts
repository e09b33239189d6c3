/** The chunks of a byte stream, of which what was not wanted can be put back. Empty chunks are passed over. */
export class PushbackBytes {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Uint8Array | undefined;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#source = bytes[Symbol.asyncIterator]();
  }

  /** The next chunk, of one byte or more; undefined at the end. */
  async next(): Promise<Uint8Array | undefined> {
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) return held;
    for (;;) {
      const { value, done } = await this.#source.next();
      if (done) return undefined;
      if (value.length > 0) return value;
    }
  }

  /** What the last `next` gave, or the end of it, comes next again. */
  back(chunk: Uint8Array): void {
    this.#held = chunk;
  }

  /** Passes over zero bytes; whether anything follows them. */
  async skipZeros(): Promise<boolean> {
    for (;;) {
      const chunk = await this.next();
      if (chunk === undefined) return false;
      const at = chunk.findIndex((byte) => byte !== 0);
      if (at === -1) continue;
      this.back(chunk.subarray(at));
      return true;
    }
  }

  /** The first two bytes that come, or fewer where there are no more; they stay where they are. */
  async peekTwo(): Promise<number[]> {
    const first = await this.next();
    if (first === undefined) return [];
    const second = first.length > 1 ? undefined : await this.next();
    const both = second === undefined ? first : new Uint8Array([...first, ...second]);
    this.back(both);
    return [...both.subarray(0, 2)];
  }

  /** Lets go of the source, which may be amid a chunk. */
  close(): void {
    this.#source.return?.()?.catch(() => {});
  }
}
