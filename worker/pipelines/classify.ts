/** Text classification: texts to logits, and logits to scored labels. Knows nothing of HTTP. */

import { thresholdOf } from "../../eval/answers/held-labels.ts";
import { sigmoid } from "../../eval/answers/sigmoid.ts";
import { softmax } from "../../eval/answers/softmax.ts";
import type { Card } from "../../r2-assets/format/card.ts";
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
export const usualFunction = ({ task, labels }: Pick<Card, "task" | "labels">): ScoreFunction =>
  task === "multi-label-classification" || labels.length === 1 ? "sigmoid" : "softmax";

/** From where on labels are answered: the card's own thresholds, or one for all. */
export type Threshold = "card" | number;

/** One threshold a label. */
export const thresholdsOf = ({ labels, thresholds }: Pick<Card, "labels" | "thresholds">, asked: Threshold): number[] =>
  labels.map((_, i) => (asked === "card" ? thresholdOf(thresholds, i) : asked));

/** Why scores of this function can't be held against a threshold: one sentence without its stop; or undefined. */
export const thresholdMisfit = (asked: Threshold | undefined, fn: ScoreFunction): string | undefined =>
  asked === undefined || fn === "sigmoid"
    ? undefined
    : `it is held against sigmoids, and function_to_apply asks for ${fn}`;

interface Ranking {
  fn?: ScoreFunction;
  topK?: number | undefined;
  thresholds?: readonly number[] | undefined;
}

/**
 * Labels with their scores, best first; equal scores stay in label order. Of a model with slots those are left out. `thresholds`, one a
 * label: only labels whose score is at least as high, and of these the best `topK`.
 * softmax: `exp(x_i) / sum_j exp(x_j)`; sigmoid: `1 / (1 + exp(-x_i))`; none: the logits themselves.
 */
export function rank(
  labels: readonly string[],
  logits: Float32Array,
  { fn = "softmax", topK = labels.length, thresholds }: Ranking = {},
): { label: string; score: number }[] {
  const scores = SCORE_FUNCTIONS[fn]([...labelLogits(logits, labels)]);
  return labels
    .map((label, i) => ({ label, score: scores[i]! }))
    .filter(({ score }, i) => thresholds === undefined || score >= thresholds[i]!)
    .sort((a, b) => b.score - a.score)
    .slice(0, topK);
}

const SCORE_FUNCTIONS: Record<ScoreFunction, (logits: number[]) => number[]> = {
  softmax,
  sigmoid: (logits) => logits.map(sigmoid),
  none: (logits) => logits,
};
