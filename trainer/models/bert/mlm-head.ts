/** BERT's masked-language-model head, which guesses words: trained with a student on text, and part of no task's model. */

import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../../backend/tf.ts";
import { seededNormal } from "../../data/random.ts";
import { embedding } from "../../nn/embedding.ts";
import { gelu } from "../../nn/gelu.ts";
import { layerNorm } from "../../nn/layer-norm.ts";
import { addBias } from "../../nn/linear.ts";
import { freshParameter } from "../fresh-parameter.ts";
import { times } from "../planned-matrix.ts";
import type { Parameters, Weights } from "../weights.ts";
import { type BertConfig, DENSE, tableWidth } from "./config.ts";
import { WORD_TABLE } from "./tensors.ts";

/** What the names of the head's parameters begin with, here as in Hugging Face's files. */
const MLM_HEAD = "cls.predictions.";
const TRANSFORM = `${MLM_HEAD}transform`;

/**
 * The head's parameters before any training; its decoder is the word table, so that where that is narrow its layer ends as wide
 * (ELECTRA's generator). all-MiniLM-L6-v2 comes without a head.
 */
export function freshMlmHead(config: BertConfig, seed: number): Map<string, Weights> {
  const { width, vocabulary } = config;
  const inner = tableWidth(config);
  const normal = seededNormal(seed);
  const shapes: [string, number[]][] = [
    [MLM_BIAS, [vocabulary]],
    [`${TRANSFORM}.dense.weight`, [inner, width]],
    [`${TRANSFORM}.dense.bias`, [inner]],
    [`${TRANSFORM}.LayerNorm.weight`, [inner]],
    [`${TRANSFORM}.LayerNorm.bias`, [inner]],
  ];
  return new Map(shapes.map(([name, shape]) => [name, freshParameter(name, shape, normal)]));
}

/** The head's bias, which no other part of it depends on. */
export const MLM_BIAS = `${MLM_HEAD}bias`;

/** `LayerNorm(gelu(h Dᵀ + d))` of some positions. Shapes: hidden `[batch * length, width]`, rows int32 `[n]` -> `[n, tableWidth]`. */
export function transformedStates(
  p: Parameters,
  { layerNormEps }: BertConfig,
  hidden: Tensor,
  rows: Tensor1D,
): Tensor2D {
  const picked = embedding(hidden, rows); // first of all: a row costs as many outputs as there are words
  const product = tf.matMul<Tensor2D>(picked, p[`${TRANSFORM}.dense.weight`] as Tensor2D, false, true);
  const dense = gelu(product, p[`${TRANSFORM}.dense.bias`]);
  const norm = [p[`${TRANSFORM}.LayerNorm.weight`], p[`${TRANSFORM}.LayerNorm.bias`]] as const;
  return layerNorm(dense, ...norm, layerNormEps) as Tensor2D;
}

/**
 * `LayerNorm(gelu(h Dᵀ + d)) Eᵀ + b` of some positions, E the word table as its plan stores it: for `E = A ⊗ B` two small
 * products. Shapes: hidden `[batch * length, width]`, rows int32 `[n]` -> `[n, vocabulary]`.
 * Source: Devlin et al., arXiv 1810.04805, code.
 */
export function wordLogits(p: Parameters, config: BertConfig, hidden: Tensor, rows: Tensor1D): Tensor2D {
  const transformed = transformedStates(p, config, hidden, rows);
  return addBias(times(p, WORD_TABLE, (config.plan ?? DENSE).word, transformed), p[MLM_BIAS]) as Tensor2D;
}
