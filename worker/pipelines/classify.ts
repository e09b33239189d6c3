/** Text classification: texts to logits, and logits to scored labels. Knows nothing of HTTP. */

import { softmax } from "../../eval/answers/softmax.ts";
import { labelLogits } from "../../r2-assets/format/logits.ts";
import type { Encoding } from "../../r2-assets/format/tokenizer.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";

export interface TextInput {
  text: string;
  textPair?: string;
}

export interface Tokenized {
  encodings: Encoding[];
  /** Inputs that lost tokens to the model's `max_length`. */
  truncated: number;
}

export function tokenize({ tokenizer }: Pick<LoadedModel, "tokenizer">, inputs: readonly TextInput[]): Tokenized {
  const encodings = inputs.map(({ text, textPair }) => tokenizer.encode(text, textPair));
  return {
    encodings,
    truncated: encodings.filter(({ truncated }) => truncated).length,
  };
}

export type ScoreFunction = "softmax" | "sigmoid" | "none";

/** Where nobody asks for one. */
export const usualFunction = (labels: readonly string[]): ScoreFunction =>
  labels.length === 1 ? "sigmoid" : "softmax";

/**
 * Labels with their scores, best first; equal scores stay in label order. Of a model with slots those are left out.
 * softmax: `exp(x_i) / sum_j exp(x_j)`; sigmoid: `1 / (1 + exp(-x_i))`; none: the logits themselves.
 */
export function rank(
  labels: readonly string[],
  logits: Float32Array,
  { fn = "softmax", topK = labels.length }: { fn?: ScoreFunction; topK?: number } = {},
): { label: string; score: number }[] {
  const scores = SCORE_FUNCTIONS[fn]([...labelLogits(logits, labels)]);
  return labels
    .map((label, i) => ({ label, score: scores[i]! }))
    .sort((a, b) => b.score - a.score)
    .slice(0, topK);
}

const SCORE_FUNCTIONS: Record<ScoreFunction, (logits: number[]) => number[]> = {
  softmax,
  sigmoid: (logits) => logits.map((x) => 1 / (1 + Math.exp(-x))),
  none: (logits) => logits,
};
