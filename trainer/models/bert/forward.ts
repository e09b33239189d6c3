import { type Tensor, type Tensor2D, tf } from "../../backend/tf.ts";
import type { MatrixPlan } from "../../factorise/plan.ts";
import { attention, attentionBias } from "../../nn/attention.ts";
import { type DropoutRandom, dropout } from "../../nn/dropout.ts";
import { embedding } from "../../nn/embedding.ts";
import { firstToken } from "../../nn/first-token.ts";
import { gelu } from "../../nn/gelu.ts";
import { layerNorm } from "../../nn/layer-norm.ts";
import { linear } from "../../nn/linear.ts";
import { maskedMean } from "../../nn/masked-mean.ts";
import type { ModelInput, ModelOutput } from "../input-output.ts";
import { times, wordVectors } from "../planned-matrix.ts";
import type { Parameters } from "../weights.ts";
import { type BertConfig, DENSE } from "./config.ts";
import { wordLogits } from "./mlm-head.ts";

/**
 * BERT with a linear head. Source: Devlin et al., arXiv 1810.04805; pooling as `config.pooling` says, matrices stored as
 * `config.plan` says.
 * With `random` it drops out where BERT does (embeddings, attention probabilities, both sublayer outputs, head input);
 * without, it is deterministic.
 */
export function bert(
  parameters: Parameters,
  config: BertConfig,
  input: ModelInput,
  random?: DropoutRandom,
): ModelOutput {
  const at = { bias: input.full ? null : attentionBias(input.mask), batch: input.mask.shape[0] };
  let hidden = embeddings(parameters, config, input, random);
  const hiddenStates = [hidden];
  const attentionScores: Tensor[] = [];
  for (let layer = 0; layer < config.layers; layer++) {
    const { output, scores } = encoderLayer(parameters, `bert.encoder.layer.${layer}`, config, hidden, at, random);
    hidden = output;
    hiddenStates.push(hidden);
    attentionScores.push(scores);
  }
  const pooled = pool(parameters, config, hidden, input.mask);
  const logits = linear(dropout(pooled, random), parameters["classifier.weight"], parameters["classifier.bias"]);
  const words = input.guessed && wordLogits(parameters, config, hidden, input.guessed);
  return { hiddenStates, attentionScores, pooled, logits, ...(words && { words }) };
}

function embeddings(
  p: Parameters,
  config: BertConfig,
  { inputIds, tokenTypeIds, mask }: ModelInput,
  random?: DropoutRandom,
) {
  const [batch, length] = mask.shape;
  const name = "bert.embeddings";
  const words = wordVectors(p, `${name}.word_embeddings.weight`, (config.plan ?? DENSE).word, inputIds);
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
  at: { bias: Tensor | null; batch: number },
  random?: DropoutRandom,
): { output: Tensor; scores: Tensor } {
  const plan = config.plan ?? DENSE;
  const apply = (part: string, how: MatrixPlan, input: Tensor) =>
    tf.add(times(p, `${name}.${part}.weight`, how, input), p[`${name}.${part}.bias`]);
  const [q, k, v] = ["query", "key", "value"].map((part) => apply(`attention.self.${part}`, plan.attention, x));
  const { context, scores } = attention(q, k, v, at.bias, { batch: at.batch, heads: config.heads }, random);
  const attended = dropout(apply("attention.output.dense", plan.attention, context), random);
  const y = norm(p, `${name}.attention.output.LayerNorm`, config, tf.add(attended, x));
  const wide = gelu(apply("intermediate.dense", plan.intermediate, y));
  const transformed = dropout(apply("output.dense", plan.output, wide), random);
  return { output: norm(p, `${name}.output.LayerNorm`, config, tf.add(transformed, y)), scores };
}

const norm = (p: Parameters, name: string, config: BertConfig, x: Tensor) =>
  layerNorm(x, p[`${name}.weight`], p[`${name}.bias`], config.layerNormEps);

/** `[batch * length, width]` -> `[batch, width]`; unchanged where nothing is pooled. */
function pool(p: Parameters, config: BertConfig, hidden: Tensor, mask: Tensor2D): Tensor2D {
  if (config.pooling === "none") return hidden as Tensor2D;
  if (config.pooling === "mean") return maskedMean(hidden, mask);
  const cls = firstToken(hidden, mask);
  if (config.pooling === "cls") return cls;
  return tf.tanh(linear(cls, p["bert.pooler.dense.weight"], p["bert.pooler.dense.bias"]));
}
