import type { Card } from "../../r2-assets/format/card.ts";
import type { ModelConfig } from "./model.ts";
import type { Weights } from "./weights.ts";

/** A pre-trained encoder. */
export interface Encoder<Config extends ModelConfig = ModelConfig> {
  /** Its shape, dense; pooling and labels are the caller's choice. */
  config: Omit<Config, "pooling" | "labels">;
  /** By the names of its architecture, without a task's head. */
  weights: Map<string, Weights>;
  /** Content of `tokenizer.json`, as it lies. */
  tokenizer: string;
  /** sha256 of `model.safetensors`; of an encoder with another vocabulary one of its own. */
  digest: string;
  /** What it was, and under which licence, where it is a model by itself. */
  base?: Card["base_model"];
  /** Suites that it has learnt from, where it was trained on a task. */
  read?: readonly string[];
  /** The encoder with its own vocabulary, where this one reads other pieces. */
  origin?: Encoder<Config>;
}
