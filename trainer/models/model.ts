import type { Architecture } from "../../r2-assets/format/card.ts";
import type { Weights } from "./weights.ts";

/**
 * The shape of a model, as far as loop, tasks, export and most objectives ask: each architecture's configuration extends it. What is
 * one architecture's alone is asked through `ArchitectureDescription`, or by a method of that architecture (`asBert`).
 */
export interface ModelConfig {
  /** Absent: a BERT, as in checkpoints from before there were others. */
  kind?: Architecture["kind"];
  /** Rows of the word table. */
  vocabulary: number;
  /** Tokens of a text at most; absent where there is no such bound. */
  positions?: number;
  pooling: Architecture["pooling"];
  labels: number;
  /** Tags that it gives to each token beside its answer; absent where it gives none. */
  slots?: number;
}

/** A model as plain numbers, with the shape that they have. */
export interface Model<Config extends ModelConfig = ModelConfig> {
  config: Config;
  weights: ReadonlyMap<string, Weights>;
}
