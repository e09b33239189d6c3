import { type Tensor, type Tensor2D, tf } from "../../backend/tf.ts";
import type { MatrixPlan } from "../../factorise/plan.ts";
import { addPositions } from "../../nn/add-positions.ts";
import { type At, attention, attentionBias } from "../../nn/attention.ts";
import { type DropoutRandom, dropout } from "../../nn/dropout.ts";
import { embedding } from "../../nn/embedding.ts";
import { firstToken } from "../../nn/first-token.ts";
import { gelu } from "../../nn/gelu.ts";
import { layerNorm, type Sublayer } from "../../nn/layer-norm.ts";
import { linear } from "../../nn/linear.ts";
import { maskedMean } from "../../nn/masked-mean.ts";
import { relativeBias } from "../../nn/relative-bias.ts";
import type { ModelInput, ModelOutput } from "../input-output.ts";
import { linearsOf, times, wordVectors } from "../planned-matrix.ts";
import { slotLogits } from "../slot-logits.ts";
import type { Parameters } from "../weights.ts";
import { type BertConfig, DENSE } from "./config.ts";
import { wordLogits } from "./mlm-head.ts";
import { poolerDense } from "./pooler.ts";
import { PROJECTION, RELATIVE_TABLE, WORD_TABLE } from "./tensors.ts";

/**
 * BERT with a linear head. Source: Devlin et al., arXiv 1810.04805; pooling as `config.pooling` says, matrices stored as
 * `config.plan` says. Slots are read from every position of the last layer (Chen et al. 2019, arXiv 1902.10909).
 * With `random` it drops out where BERT does (embeddings, attention probabilities, both sublayer outputs, heads' inputs);
 * without, it is deterministic.
 */
export function bert(
  parameters: Parameters,
  config: BertConfig,
  input: ModelInput,
  random?: DropoutRandom,
): ModelOutput {
  const words = wordVectors(parameters, WORD_TABLE, (config.plan ?? DENSE).word, input.inputIds);
  const { hiddenStates, attentionScores } = encode(parameters, config, words, input, random);
  const hidden = hiddenStates.at(-1)!;
  const pooled = pool(parameters, config, hidden, input.mask);
  const logits = linear(dropout(pooled, random), parameters["classifier.weight"], parameters["classifier.bias"]);
  const guessed = input.guessed && wordLogits(parameters, config, hidden, input.guessed);
  const slots = config.slots && slotLogits(parameters, dropout(hidden, random));
  return {
    ...{ hiddenStates, attentionScores, pooled, logits },
    ...(guessed && { words: guessed }),
    ...(slots && { slots }),
  };
}

/** The encoder alone, of words as vectors, `[batch * length, tableWidth]`, before positions and segments are added. */
export function encode(
  parameters: Parameters,
  config: BertConfig,
  words: Tensor,
  input: Pick<ModelInput, "tokenTypeIds" | "mask" | "full">,
  random?: DropoutRandom,
): Pick<ModelOutput, "hiddenStates" | "attentionScores"> {
  const { mask, full } = input;
  const { heads, relativePositions } = config;
  const at = {
    ...{ bias: full ? null : attentionBias(mask), batch: mask.shape[0], heads },
    ...(relativePositions && { relative: relativeBias(parameters[RELATIVE_TABLE], relativePositions, mask.shape[1]) }),
  };
  let hidden = embeddings(parameters, config, words, input, random);
  const hiddenStates = [hidden];
  const attentionScores: Tensor[] = [];
  for (let layer = 0; layer < config.layers; layer++) {
    const name = `bert.encoder.layer.${layer}`;
    // Tidied, for what a layer makes on the way is several times what it hands on.
    const { output, scores } = tf.tidy(() => encoderLayer(parameters, name, config, hidden, at, random));
    hidden = output;
    hiddenStates.push(hidden);
    attentionScores.push(scores);
  }
  return { hiddenStates, attentionScores };
}

function embeddings(
  p: Parameters,
  config: BertConfig,
  words: Tensor,
  { tokenTypeIds, mask }: Pick<ModelInput, "tokenTypeIds" | "mask">,
  random?: DropoutRandom,
) {
  const name = "bert.embeddings";
  const types = p[`${name}.token_type_embeddings.weight`];
  const positions = p[`${name}.position_embeddings.weight`];
  const typed = config.tokenTypes > 0 ? tf.add(words, embedding(types, tokenTypeIds)) : words;
  const sum = addPositions(typed, positions, mask.shape);
  const normalised = dropout(norm(p, `${name}.LayerNorm`, config, sum), random);
  if (config.embeddingWidth === undefined) return normalised;
  return linear(normalised, p[`${PROJECTION}.weight`], p[`${PROJECTION}.bias`]);
}

function encoderLayer(
  p: Parameters,
  name: string,
  config: BertConfig,
  x: Tensor,
  at: At & { bias: Tensor | null },
  random?: DropoutRandom,
): { output: Tensor; scores: Tensor } {
  const plan = config.plan ?? DENSE;
  const product = (part: string, how: MatrixPlan, input: Tensor) => times(p, `${name}.${part}.weight`, how, input);
  const bias = (part: string) => p[`${name}.${part}.bias`];
  const inward = ["query", "key", "value"].map((part) => `${name}.attention.self.${part}`);
  const [q, k, v] = linearsOf(p, inward, plan.attention, x);
  const { context, scores } = attention(q, k, v, at.bias, at, random);
  const attended = product("attention.output.dense", plan.attention, context);
  const afterAttention = { bias: bias("attention.output.dense"), residual: x, random };
  const y = norm(p, `${name}.attention.output.LayerNorm`, config, attended, afterAttention);
  const wide = gelu(product("intermediate.dense", plan.intermediate, y), bias("intermediate.dense"));
  const transformed = product("output.dense", plan.output, wide);
  const afterFfn = { bias: bias("output.dense"), residual: y, random };
  return { output: norm(p, `${name}.output.LayerNorm`, config, transformed, afterFfn), scores };
}

const norm = (p: Parameters, name: string, config: BertConfig, x: Tensor, before?: Sublayer) =>
  layerNorm(x, p[`${name}.weight`], p[`${name}.bias`], config.layerNormEps, before);

/** `[batch * length, width]` -> `[batch, width]`; unchanged where nothing is pooled. */
function pool(p: Parameters, config: BertConfig, hidden: Tensor, mask: Tensor2D): Tensor2D {
  if (config.pooling === "none") return hidden as Tensor2D;
  if (config.pooling === "mean") return maskedMean(hidden, mask);
  const cls = firstToken(hidden, mask);
  if (config.pooling === "cls") return cls;
  return poolerDense(p, config, cls);
}
