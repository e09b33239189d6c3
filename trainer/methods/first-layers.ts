import { asBert, type BertConfig } from "../models/bert/config.ts";
import { initialWeights } from "../models/bert/initial-weights.ts";
import type { Model, ModelConfig } from "../models/model.ts";
import type { Sources } from "./method.ts";

/**
 * A student cut in depth: embeddings and first `layers` layers of the pre-trained encoder (null: all) under a new head.
 * Throws RangeError when the encoder has fewer, or is no BERT, Error when the recipe names a start, which these students do not use.
 */
export function firstLayers(
  { encoder, config: dense, start, seed }: Sources,
  layers: number | null,
): Model<BertConfig> {
  if (start !== null)
    throw new Error("students of the encoder's first layers start from the encoder: start must be null");
  const config = firstLayersOf(dense, layers);
  return { config, weights: initialWeights(encoder, config, seed) };
}

/** Its shape. */
export function firstLayersOf(dense: ModelConfig, layers: number | null): BertConfig {
  const whole = asBert(dense);
  if (layers !== null && layers > whole.layers)
    throw new RangeError(`options.layers is ${layers}, but the encoder has ${whole.layers} layers`);
  return { ...whole, layers: layers ?? whole.layers };
}
