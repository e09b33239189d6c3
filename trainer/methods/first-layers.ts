import { asBert, type BertConfig } from "../models/bert/config.ts";
import { initialWeights } from "../models/bert/initial-weights.ts";
import type { Model, ModelConfig } from "../models/model.ts";
import type { Sources } from "./method.ts";

/**
 * A student cut in depth: embeddings and first `layers` layers of the pre-trained encoder (null: all) under a new head.
 * Throws RangeError when the encoder has fewer, or is no BERT.
 */
export function firstLayers({ encoder, config: dense, seed }: Sources, layers: number | null): Model<BertConfig> {
  const config = firstLayersOf(dense, layers);
  return { config, weights: initialWeights(encoder, config, seed) };
}

/** Why they have no start of another kind. */
export const beginsAtEncoder = () => "students of the encoder's first layers start from the encoder";

/** Its shape. */
export function firstLayersOf(dense: ModelConfig, layers: number | null): BertConfig {
  const whole = asBert(dense);
  if (layers !== null && layers > whole.layers)
    throw new RangeError(`options.layers is ${layers}, but the encoder has ${whole.layers} layers`);
  return { ...whole, layers: layers ?? whole.layers };
}
