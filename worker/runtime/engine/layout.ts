/** What a model keeps in memory: laid out first, then placed as one block, which is freed as one. */
import type { Block, EngineMemory } from "./memory.ts";

/** Where a part lies, once its layout is placed. */
export interface Slot {
  readonly at: number;
}

const ALIGNMENT = 16; // of vectors

export class Layout {
  /** Gone once they are placed, as what fills them are a model's numbers. */
  private parts: { slot: { at: number }; offset: number; fill: (at: number) => void }[] = [];
  private size = 0;

  /** Bytes in all so far. */
  get bytes(): number {
    return this.size;
  }

  /** Room for `bytes`, which `fill` writes when the layout is placed. */
  add(bytes: number, fill: (at: number) => void): Slot {
    const slot = { at: 0 };
    this.parts.push({ slot, offset: this.size, fill });
    this.size += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return slot;
  }

  /** Takes a block and fills it, once. Throws NoRoom where there is none, and then holds nothing. */
  place(memory: EngineMemory): Block {
    const block = memory.allocate(this.size);
    try {
      for (const { slot, offset, fill } of this.parts) {
        slot.at = block.at + offset;
        fill(slot.at);
      }
    } catch (error) {
      memory.release(block);
      throw error;
    }
    this.parts = [];
    return block;
  }
}

/** Runs `work` with a copy of the given bytes in memory, each behind the other, which is gone afterwards. */
export function withCopies(
  memory: EngineMemory,
  copied: readonly Uint8Array[],
  work: (...addresses: number[]) => void,
): void {
  const sizes = copied.map(({ byteLength }) => Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT);
  const block = memory.allocate(sizes.reduce((sum, size) => sum + size, 0));
  try {
    let at = block.at;
    const addresses = copied.map((bytes, i) => {
      memory.bytes(at, bytes.byteLength).set(bytes);
      at += sizes[i]!;
      return at - sizes[i]!;
    });
    work(...addresses);
  } finally {
    memory.release(block);
  }
}
