import { type Tensor, type Tensor2D, tf } from "../../backend/tf.ts";
import { bidirectionalLstm } from "../../nn/bidirectional-lstm.ts";
import { type DropoutRandom, dropout } from "../../nn/dropout.ts";
import { embedding } from "../../nn/embedding.ts";
import { geluTanh } from "../../nn/gelu-tanh.ts";
import { lastStates } from "../../nn/last-states.ts";
import { linear } from "../../nn/linear.ts";
import type { LstmWeights } from "../../nn/lstm.ts";
import { maskedMax } from "../../nn/masked-max.ts";
import { maskedMean } from "../../nn/masked-mean.ts";
import { timeOrder } from "../../nn/time-order.ts";
import type { ModelInput, ModelOutput } from "../input-output.ts";
import { slotLogits } from "../slot-logits.ts";
import type { Parameters } from "../weights.ts";
import type { BilstmConfig } from "./config.ts";
import { DIRECTIONS, WORD_TABLE } from "./tensors.ts";

/**
 * XtremeDistil's student. Source: Mukherjee and Hassan Awadallah, ACL 2020, arXiv 2004.05686, figure 1, with the head where their
 * code has it, behind the projection:
 *
 *     e = Embedding(ids)     h = BiLSTM(e)     z = GELU(W_f pool(h) + b_f)     logits = W_s z + b_s
 *
 * `pooled` is z. Slots are read from every position by itself through the same projection. With `random` it drops out words' vectors, what is projected, and what the head reads; not the recurrent part, which
 * their code does besides.
 */
export function bilstm(p: Parameters, config: BilstmConfig, input: ModelInput, random?: DropoutRandom): ModelOutput {
  const { inputIds, mask } = input;
  const lengths = input.lengths ?? sumsOfRows(mask);
  const words = dropout(embedding(p[WORD_TABLE], inputIds), random);
  const [forward, backward] = Object.values(DIRECTIONS).map((direction) => layer(p, direction));
  const states = bidirectionalLstm(words, { forward, backward }, timeOrder(lengths, mask.shape[1]), mask.shape[1]);
  const pooled = projected(p, dropout(pool(config, states, mask), random));
  const logits = linear(dropout(pooled, random), p["classifier.weight"], p["classifier.bias"]);
  const slots = config.slots && slotLogits(p, dropout(projected(p, dropout(states, random)), random));
  return { hiddenStates: [], attentionScores: [], pooled, logits, ...(slots && { slots }) };
}

/** `GELU(W x + b)`. Shapes: x `[n, 2 H]` -> `[n, Z]`. */
const projected = (p: Parameters, x: Tensor): Tensor2D =>
  geluTanh(linear(x, p["bilstm.projection.weight"], p["bilstm.projection.bias"])) as Tensor2D;

const layer = (p: Parameters, direction: string): LstmWeights => ({
  input: p[`bilstm.lstm.weight_ih_l0${direction}`],
  recurrent: p[`bilstm.lstm.weight_hh_l0${direction}`],
  bias: p[`bilstm.lstm.bias_ih_l0${direction}`],
});

const POOLED = { max: maskedMax, mean: maskedMean, last: lastStates } as const;

/** `[batch * length, 2 H]` -> `[batch, 2 H]`; unchanged where nothing is pooled. */
const pool = ({ pooling }: BilstmConfig, states: Tensor2D, mask: Tensor2D): Tensor2D =>
  pooling === "none" ? states : POOLED[pooling](states, mask);

const sumsOfRows = (mask: Tensor): number[] => tf.tidy(() => [...tf.sum(mask, 1).dataSync()]);
