/**
 * Looks, a millisecond apart, for which a request that is being read keeps others from their next slice: it takes several turns of the event loop until its
 * body is read and its model found, and each would else be followed by a slice. After these it is taken for one that waits for something.
 */
const PATIENCE = 10;

/** As many while its answer is sent. */
const LEAVING = 2;

/** Requests that are being read, or whose answer is being sent. */
export class Arrivals {
  /** By their signals, with the looks left to each. */
  private readonly looks = new Map<AbortSignal, number>();

  get size(): number {
    return this.looks.size;
  }

  /** One has come. */
  begin(signal: AbortSignal): void {
    this.looks.set(signal, PATIENCE);
  }

  /** Its answer is ready to be sent. */
  answered(signal: AbortSignal): void {
    this.looks.set(signal, LEAVING);
  }

  /** It has been read. */
  end(signal: AbortSignal): void {
    this.looks.delete(signal);
  }

  /** Nobody is left who would look. */
  clear(): void {
    this.looks.clear();
  }

  /** Whether any is there; each look is one less that it has. */
  look(): boolean {
    for (const [signal, left] of this.looks) {
      if (left > 1) this.looks.set(signal, left - 1);
      else this.looks.delete(signal);
    }
    return this.looks.size > 0;
  }
}
