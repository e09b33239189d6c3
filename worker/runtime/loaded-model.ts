/** What the runtimes hand to the pipelines: a model ready to answer, whichever engine runs it. */
import type { Card } from "../../r2-assets/format/card.ts";
import type { Runtime } from "../../r2-assets/format/names.ts";
import type { PaddedBatch } from "../../r2-assets/format/padded-batch.ts";
import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { Pauses } from "./session.ts";

/** A model that has been loaded. It stays usable after its session was evicted: `run` loads it again. */
export interface LoadedModel {
  readonly id: string;
  readonly version: string;
  readonly card: Card;
  readonly runtime: Runtime;
  readonly tokenizer: TextTokenizer;
  /**
   * Logits, row-major, in the card's label order: `[batch, labels]`, of a model that does not pool
   * `[batch, length, labels]`; of one with slots each text's `[labels]` and behind them its `[length, slots]`. `pauses`: where others may have
   * turns; what cannot stop amid a run makes none.
   */
  run(batch: PaddedBatch, pauses?: Pauses): Promise<Float32Array>;
}

export type LoadedModelLookup =
  | { kind: "found"; model: LoadedModel }
  | { kind: "missing" } // no such id, or no such version of it
  | { kind: "unsupported"; detail: string } // the runtime that was asked for cannot run it
  | { kind: "damaged"; detail: string } // the stored bytes are not what their card promises
  | { kind: "loading"; retryAfterSeconds: number }; // its load has not finished after 10 s of waiting
