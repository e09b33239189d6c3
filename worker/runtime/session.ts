import type { PaddedBatch } from "../../r2-assets/format/padded-batch.ts";

/** Lets others have turns amid a run. */
export interface Pauses {
  /** Waits for the next turn, after a part of the run (of 1). `free` gives back what the run holds, should the turn never come. */
  after(part: number, free: () => void): Promise<void>;
}

/** A model in a runtime's memory. */
export interface Session {
  /** As `LoadedModel.run` has them; null where it was released, before the run or amid it. */
  run(batch: PaddedBatch, pauses?: Pauses): Promise<Float32Array | null>;
  /** Gives its part of the memory back to the next one; the memory itself never shrinks. */
  release(): Promise<void>;
}
