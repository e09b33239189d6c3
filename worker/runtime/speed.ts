/** Until more is known: what onnxruntime-web does with the 6 x 384 teacher here. The engine does two to three times as much. */
const FIRST_GUESS = 45e9;

/** Milliseconds without work after which counting begins anew. */
const PAUSE = 50;

/** What is done a second while there is work, by the clock as it stands between turns. */
export class Speed {
  flopsPerSecond = FIRST_GUESS;
  private since = 0;
  private last = 0;
  private done = 0;

  /** There is work again. */
  resume(): void {
    const now = Date.now();
    if (now - this.last > PAUSE) this.start(now);
  }

  add(flops: number): void {
    this.done += flops;
    this.last = Date.now();
    const seconds = (this.last - this.since) / 1000;
    if (seconds < 0.5) return; // a deployed clock stands still while a slice is computed
    this.flopsPerSecond = (this.flopsPerSecond + this.done / seconds) / 2;
    this.start(this.last);
  }

  private start(now: number): void {
    this.since = now;
    this.done = 0;
  }
}
