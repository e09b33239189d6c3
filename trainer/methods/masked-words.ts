/** Masked language modelling as a part of the text stage: the same masked texts for teacher and student. */
import type { Scalar } from "@tensorflow/tfjs";
import { type Tensor1D, tf } from "../backend/tf.ts";
import { specialTokens } from "../data/special-tokens.ts";
import type { ModelOutput } from "../models/input-output.ts";
import { sparseCrossEntropy } from "../nn/sparse-cross-entropy.ts";
import { maskTokens } from "./mask-tokens.ts";
import type { Batch, Setting } from "./method.ts";

/**
 * How batches are masked for a tokenizer and its vocabulary. The rows to be guessed go into the input, the words that were
 * there into the targets. Throws an Error when the tokenizer has no [MASK].
 */
export function maskedWords({ tokenizer, student }: Pick<Setting<unknown>, "tokenizer" | "student">) {
  const tokens = { special: specialTokens(tokenizer), vocabulary: student.vocabulary };
  return (batch: Batch, random: () => number): Batch => {
    const { input } = batch;
    const { ids, rows, words } = maskTokens(input.inputIds.dataSync(), input.mask.shape[1], tokens, random);
    const masked = { inputIds: tf.tensor1d(ids, "int32"), guessed: tf.tensor1d(rows, "int32") };
    return { ...batch, input: { ...input, ...masked }, targets: tf.tensor1d(words, "int32") };
  };
}

/** Mean cross-entropy of the student's guesses with the words that were there. */
export const wordLoss = ({ words }: ModelOutput, { targets }: Batch): Scalar =>
  sparseCrossEntropy(words!, targets as Tensor1D); // the batch is masked, so there are guesses
