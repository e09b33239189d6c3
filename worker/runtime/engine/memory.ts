/**
 * The engine's memory: one wasm memory, given out in blocks. First fit; freed neighbours become one, so that what a released model held
 * is used again. A wasm memory never shrinks, so its size is the most that was ever in use at once.
 */

/** What the engine cannot do; the message is one sentence that says why. */
export class EngineError extends Error {
  override name = "EngineError";
}

/** There is no room now: there may be, once others have given back what they hold. */
export class NoRoom extends EngineError {
  override name = "NoRoom";
}

/** Bytes `at` to `at + bytes` are the holder's until it frees them. */
export interface Block {
  readonly at: number;
  readonly bytes: number;
}

const PAGE = 65_536;

/** Blocks begin at multiples of a cache line. */
const ALIGNMENT = 64;

/** Of the memory's beginning: address 0 means "none" to kernels, and theirs may have constants there. */
const RESERVED = 1024;

export class EngineMemory {
  readonly wasm: WebAssembly.Memory;
  private readonly most: number;
  /** Free blocks by address; no two touch. */
  private free: { at: number; bytes: number }[] = [];
  /** Where the memory that was ever given out ends. */
  private end = RESERVED;
  private inUse = 0;

  /** `most`: bytes that the memory may grow to. */
  constructor({ most }: { most: number }) {
    this.most = Math.floor(most / PAGE) * PAGE;
    this.wasm = new WebAssembly.Memory({ initial: 1, maximum: Math.max(1, this.most / PAGE) });
  }

  /** Bytes in blocks that are held. */
  get held(): number {
    return this.inUse;
  }

  /** Bytes of the memory itself. */
  get size(): number {
    return this.wasm.buffer.byteLength;
  }

  /** Throws NoRoom with one sentence where so much is not to be had. */
  allocate(wanted: number): Block {
    const bytes = Math.max(ALIGNMENT, Math.ceil(wanted / ALIGNMENT) * ALIGNMENT);
    const at = this.fromFree(bytes) ?? this.fromEnd(bytes);
    this.inUse += bytes;
    return { at, bytes };
  }

  /** Gives a block back. It must be one that `allocate` gave, and not be freed twice. */
  release({ at, bytes }: Block): void {
    this.inUse -= bytes;
    const next = this.free.findIndex((block) => block.at > at);
    const place = next < 0 ? this.free.length : next;
    this.free.splice(place, 0, { at, bytes });
    this.mergeAt(place);
    if (place > 0) this.mergeAt(place - 1);
    const last = this.free.at(-1);
    if (last !== undefined && last.at + last.bytes === this.end) {
      this.end = last.at;
      this.free.pop();
    }
  }

  /** The bytes at an address. A view: memory that grows leaves it behind, so it must not be kept. */
  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.wasm.buffer, at, length);
  }

  /** The floats at an address, which is a multiple of four. A view, as `bytes`. */
  floats(at: number, length: number): Float32Array {
    return new Float32Array(this.wasm.buffer, at, length);
  }

  private fromFree(bytes: number): number | undefined {
    const index = this.free.findIndex((block) => block.bytes >= bytes);
    if (index < 0) return undefined;
    const block = this.free[index]!;
    const { at } = block;
    block.at += bytes;
    block.bytes -= bytes;
    if (block.bytes === 0) this.free.splice(index, 1);
    return at;
  }

  private fromEnd(bytes: number): number {
    const at = Math.ceil(this.end / ALIGNMENT) * ALIGNMENT;
    const missing = at + bytes - this.size;
    if (missing > 0) this.grow(Math.ceil(missing / PAGE), bytes);
    this.end = at + bytes;
    return at;
  }

  private grow(pages: number, bytes: number): void {
    const mega = (n: number) => (n / 1e6).toFixed(1);
    const refuse = (): never => {
      throw new NoRoom(
        `the engine has no room for ${mega(bytes)} MB: it holds ${mega(this.inUse)} of the ${mega(this.most)} MB that it may have`,
      );
    };
    if (this.size + pages * PAGE > this.most) refuse();
    try {
      this.wasm.grow(pages);
    } catch {
      refuse();
    }
  }

  private mergeAt(index: number): void {
    const [block, next] = [this.free[index]!, this.free[index + 1]];
    if (next === undefined || block.at + block.bytes !== next.at) return;
    block.bytes += next.bytes;
    this.free.splice(index + 1, 1);
  }
}
