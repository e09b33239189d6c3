import { padBatch } from "../../r2-assets/format/padded-batch.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { evaluationBatches } from "../data/batches.ts";
import type { Example } from "../data/dataset.ts";
import { type BertInput, type BertOutput, bert, type Parameters } from "./bert.ts";
import type { BertConfig } from "./bert-config.ts";

/** BERT's `[PAD]`; masked positions reach nothing, whatever their id. */
const PAD = 0;

/** A padded batch as tensors; the caller disposes them (or is inside a tidy). */
export function toInput(examples: readonly Pick<Example, "ids" | "typeIds">[]): BertInput {
  const { inputIds, tokenTypeIds, attentionMask, batch, length } = padBatch(examples, { padId: PAD });
  return {
    inputIds: tf.tensor1d(inputIds, "int32"),
    tokenTypeIds: tf.tensor1d(tokenTypeIds, "int32"),
    mask: tf.tensor2d(Float32Array.from(attentionMask), [batch, length]),
  };
}

/**
 * Runs the model in evaluation mode over all examples and hands each batch's outputs to `visit` with the
 * examples' positions. The outputs live only during the call.
 */
export function forEachOutput(
  parameters: Parameters,
  config: BertConfig,
  examples: readonly Pick<Example, "ids" | "typeIds">[],
  visit: (output: BertOutput, positions: number[], input: BertInput) => void,
  batchSize = 64,
): void {
  const lengths = examples.map((e) => e.ids.length);
  for (const positions of evaluationBatches(lengths, batchSize)) {
    tf.tidy(() => {
      const input = toInput(positions.map((i) => examples[i]));
      visit(bert(parameters, config, input), positions, input);
    });
  }
}

/** Logits of every example in the given order: `[labels]` each, of a model that does not pool `[tokens * labels]`. */
export function predictLogits(
  parameters: Parameters,
  config: BertConfig,
  examples: readonly Pick<Example, "ids" | "typeIds">[],
): Float32Array[] {
  const logits = new Array<Float32Array>(examples.length);
  forEachOutput(parameters, config, examples, (output, positions) => {
    const rows = splitRows(tf.reshape(output.logits, [positions.length, -1]));
    positions.forEach((position, row) => {
      const tokens = config.pooling === "none" ? examples[position].ids.length : 1; // without the padding
      logits[position] = rows[row].subarray(0, tokens * config.labels);
    });
  });
  return logits;
}

/** The rows of a `[n, width]` tensor, copied out. */
export function splitRows(tensor: Tensor): Float32Array[] {
  const width = tensor.shape[1] as number;
  const data = tensor.dataSync<"float32">();
  return Array.from({ length: tensor.shape[0] }, (_, i) => data.slice(i * width, (i + 1) * width));
}

/** Share of examples whose largest logit is the label's. */
export function accuracyOf(logits: readonly Float32Array[], examples: readonly Pick<Example, "label">[]): number {
  const correct = logits.filter((row, i) => argMax(row) === examples[i].label).length;
  return correct / examples.length;
}

/** Mean cross-entropy. */
export function lossOf(logits: readonly Float32Array[], examples: readonly Pick<Example, "label">[]): number {
  const logSumExp = (row: Float32Array) => {
    const max = Math.max(...row);
    return max + Math.log(row.reduce((sum, x) => sum + Math.exp(x - max), 0));
  };
  return logits.reduce((sum, row, i) => sum + logSumExp(row) - row[examples[i].label], 0) / examples.length;
}

/** Index of the largest; the first of equals. */
export const argMax = (row: ArrayLike<number>): number => {
  let best = 0;
  for (let i = 1; i < row.length; i++) if (row[i] > row[best]) best = i;
  return best;
};
