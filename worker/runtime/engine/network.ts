/** What an architecture makes of a group of texts. */
import { EngineError } from "./memory.ts";

/** A text as a tokenizer gives it, without padding. */
export interface Text {
  ids: ArrayLike<number>;
  typeIds: ArrayLike<number>;
}

export interface Network {
  /** Tokens that a text may have at most; infinite where nothing bounds it. */
  readonly positions: number;
  /** Bytes that `run` needs for so many rows (tokens of all texts), the longest text having `longest`. */
  activations(rows: number, longest: number): number;
  /**
   * Logits of each text, `[labels]` or without pooling `[tokens, labels]`, and behind them its slots' `[tokens, slots]`. Works in the block at `at`, which
   * is the caller's until it ends. Stops between slices of the work, a third of a layer of the group or so, and says what part of it was done since the
   * last stop.
   */
  run(texts: readonly Text[], at: number): Generator<number, Float32Array[]>;
}

/** Gives out addresses one behind the other. */
export class Carver {
  private next: number;
  constructor(at: number) {
    this.next = at;
  }
  /** Room for `bytes`. */
  take(bytes: number): number {
    const at = this.next;
    this.next += Math.ceil(bytes / 16) * 16;
    return at;
  }
  get end(): number {
    return this.next;
  }
}

/** Where each text's rows begin, and behind them how many there are. */
export function offsetsOf(texts: readonly Text[]): number[] {
  const offsets = [0];
  for (const { ids } of texts) offsets.push(offsets.at(-1)! + ids.length);
  return offsets;
}

/** A head's numbers, `[rows, width]`: a row a token of all texts, or a row a text. */
export interface Headed {
  numbers: Float32Array;
  width: number;
  each: "token" | "text";
}

/** What heads said of texts whose rows begin at `offsets`, a text at a time, one head's numbers behind the other's. */
export function answersOf(offsets: readonly number[], heads: readonly Headed[]): Float32Array[] {
  return offsets.slice(1).map((to, i) => {
    const parts = heads.map(({ numbers, width, each }) =>
      each === "text"
        ? numbers.subarray(i * width, (i + 1) * width)
        : numbers.subarray(offsets[i]! * width, to * width),
    );
    const answer = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      answer.set(part, at);
      at += part.length;
    }
    return answer;
  });
}

/** Kernels do not look: what is no row of a table must not reach them. */
export function within(id: number, rows: number, what: string): number {
  if (Number.isInteger(id) && id >= 0 && id < rows) return id;
  throw new EngineError(`there is no ${what} ${id}: the model has ${rows}`);
}
