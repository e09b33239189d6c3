import type { PaddedBatch } from "../../r2-assets/format/padded-batch.ts";

/** A model in a runtime's memory. */
export interface Session {
  /** As `LoadedModel.run` has them; null once it was released. */
  run(batch: PaddedBatch): Promise<Float32Array | null>;
  /** Gives its part of the memory back to the next one; the memory itself never shrinks. */
  release(): Promise<void>;
}
