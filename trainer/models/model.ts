import type { BertConfig } from "./bert/config.ts";
import type { Weights } from "./weights.ts";

/** The shape of a model; `kind` tells of which architecture (absent: a BERT, as in checkpoints from before there were others). */
export type ModelConfig = BertConfig;

/** A model as plain numbers, with the shape that they have. */
export interface Model<Config = ModelConfig> {
  config: Config;
  weights: ReadonlyMap<string, Weights>;
}
