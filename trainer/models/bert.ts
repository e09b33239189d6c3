import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import { attention, attentionBias } from "../nn/attention.ts";
import { type DropoutRandom, dropout } from "../nn/dropout.ts";
import { embedding } from "../nn/embedding.ts";
import { gelu } from "../nn/gelu.ts";
import { layerNorm } from "../nn/layer-norm.ts";
import { linear } from "../nn/linear.ts";
import { maskedMean } from "../nn/masked-mean.ts";
import type { BertConfig } from "./bert-config.ts";

/** Parameters by Hugging Face name: `bert.encoder.layer.0.attention.self.query.weight`, `[out, in]`. */
export type Parameters = Readonly<Record<string, Tensor>>;

/** One padded batch. `inputIds` and `tokenTypeIds` int32 `[batch * length]`, `mask` float32 `[batch, length]`. */
export interface BertInput {
  inputIds: Tensor1D;
  tokenTypeIds: Tensor1D;
  mask: Tensor2D;
}

export interface BertOutput {
  /** Embedding output, then each layer's: `layers + 1` tensors `[batch * length, width]`. */
  hiddenStates: Tensor[];
  /** What the head reads, before dropout: `[batch, width]`, or without pooling `[batch * length, width]`. */
  pooled: Tensor2D;
  /** `[batch, labels]`, without pooling `[batch * length, labels]`. */
  logits: Tensor2D;
}

/**
 * BERT with a linear head. Source: Devlin et al., arXiv 1810.04805; pooling as `config.pooling` says.
 * With `random` it drops out where BERT does (embeddings, attention probabilities, both sublayer outputs, head input);
 * without, it is deterministic.
 */
export function bert(parameters: Parameters, config: BertConfig, input: BertInput, random?: DropoutRandom): BertOutput {
  const bias = attentionBias(input.mask);
  let hidden = embeddings(parameters, config, input, random);
  const hiddenStates = [hidden];
  for (let layer = 0; layer < config.layers; layer++) {
    hidden = encoderLayer(parameters, `bert.encoder.layer.${layer}`, config, hidden, bias, random);
    hiddenStates.push(hidden);
  }
  const pooled = pool(parameters, config, hidden, input.mask);
  const logits = linear(dropout(pooled, random), parameters["classifier.weight"], parameters["classifier.bias"]);
  return { hiddenStates, pooled, logits };
}

function embeddings(
  p: Parameters,
  config: BertConfig,
  { inputIds, tokenTypeIds, mask }: BertInput,
  random?: DropoutRandom,
) {
  const [batch, length] = mask.shape;
  const name = "bert.embeddings";
  const words = embedding(p[`${name}.word_embeddings.weight`], inputIds);
  const types = embedding(p[`${name}.token_type_embeddings.weight`], tokenTypeIds);
  const positions = tf.slice(p[`${name}.position_embeddings.weight`], [0, 0], [length, config.width]);
  const perExample = tf.add(tf.reshape(tf.add(words, types), [batch, length, config.width]), positions);
  const sum = tf.reshape(perExample, [batch * length, config.width]);
  return dropout(norm(p, `${name}.LayerNorm`, config, sum), random);
}

function encoderLayer(
  p: Parameters,
  name: string,
  config: BertConfig,
  x: Tensor,
  bias: Tensor,
  random?: DropoutRandom,
) {
  const dense = (part: string, input: Tensor) => linear(input, p[`${name}.${part}.weight`], p[`${name}.${part}.bias`]);
  const [q, k, v] = ["query", "key", "value"].map((part) => dense(`attention.self.${part}`, x));
  const context = attention(q, k, v, bias, config.heads, random);
  const attended = dropout(dense("attention.output.dense", context), random);
  const y = norm(p, `${name}.attention.output.LayerNorm`, config, tf.add(attended, x));
  const transformed = dropout(dense("output.dense", gelu(dense("intermediate.dense", y))), random);
  return norm(p, `${name}.output.LayerNorm`, config, tf.add(transformed, y));
}

const norm = (p: Parameters, name: string, config: BertConfig, x: Tensor) =>
  layerNorm(x, p[`${name}.weight`], p[`${name}.bias`], config.layerNormEps);

/** `[batch * length, width]` -> `[batch, width]`; unchanged where nothing is pooled. */
function pool(p: Parameters, config: BertConfig, hidden: Tensor, mask: Tensor2D): Tensor2D {
  if (config.pooling === "none") return hidden as Tensor2D;
  if (config.pooling === "mean") return maskedMean(hidden, mask);
  const [batch, length] = mask.shape;
  const first = tf.slice(tf.reshape(hidden, [batch, length, config.width]), [0, 0, 0], [batch, 1, config.width]);
  const cls = tf.reshape<import("@tensorflow/tfjs").Rank.R2>(first, [batch, config.width]);
  if (config.pooling === "cls") return cls;
  return tf.tanh(linear(cls, p["bert.pooler.dense.weight"], p["bert.pooler.dense.bias"]));
}
