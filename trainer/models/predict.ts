import { logitCount } from "../../r2-assets/format/logits.ts";
import { padBatch } from "../../r2-assets/format/padded-batch.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { evaluationBatches } from "../data/batches.ts";
import type { Encoded } from "../data/encoded.ts";
import { forward } from "./index.ts";
import type { Answers, ModelInput, ModelOutput } from "./input-output.ts";
import type { ModelConfig } from "./model.ts";
import type { Parameters } from "./weights.ts";

/** BERT's `[PAD]`; masked positions reach nothing, whatever their id. */
const PAD = 0;

/** A padded batch as tensors; the caller disposes them (or is inside a tidy). */
export function toInput(examples: readonly Encoded[]): ModelInput {
  const { inputIds, tokenTypeIds, attentionMask, batch, length } = padBatch(examples, { padId: PAD });
  return {
    inputIds: tf.tensor1d(inputIds, "int32"),
    tokenTypeIds: tf.tensor1d(tokenTypeIds, "int32"),
    mask: tf.tensor2d(Float32Array.from(attentionMask), [batch, length]),
    lengths: examples.map(({ ids }) => ids.length),
    full: examples.every(({ ids }) => ids.length === length),
  };
}

/** Tokens a batch at most: attention scores of 64 windows of 384 tokens would take 453 MB in each layer. */
const BATCH_TOKENS = 8192;

/**
 * Runs the model in evaluation mode over all examples and hands each batch's outputs to `visit` with the
 * examples' positions. The outputs live only during the call. Rests after each batch, so that whoever drives it can let signals in, or end it.
 */
export function* eachOutput(
  parameters: Parameters,
  config: ModelConfig,
  examples: readonly Encoded[],
  visit: (output: ModelOutput, positions: number[], input: ModelInput) => void,
  batchSize = 64,
): Generator<void> {
  const lengths = examples.map((e) => e.ids.length);
  for (const positions of evaluationBatches(lengths, batchSize, BATCH_TOKENS)) {
    tf.tidy(() => {
      const input = toInput(positions.map((i) => examples[i]));
      visit(forward(parameters, config, input), positions, input);
    });
    yield;
  }
}

/** Logits of every example in the given order, as `logitCount` counts them. `onAnswered`: how many there are so far. */
export function predictLogits(
  parameters: Parameters,
  config: ModelConfig,
  examples: readonly Encoded[],
  onAnswered?: (answered: number) => void,
): Float32Array[] {
  const logits = new Array<Float32Array>(examples.length);
  let answered = 0;
  const visits = eachOutput(parameters, config, examples, (output, positions) => {
    const lengths = positions.map((position) => examples[position].ids.length);
    answersOf(output, config, lengths).forEach((answer, row) => {
      logits[positions[row]] = answer;
    });
    answered += positions.length;
    onAnswered?.(answered);
  });
  while (!visits.next().done);
  return logits;
}

/** What a model says about each text of a batch, `lengths` long without their padding, as plain numbers: `logitCount`. */
export function answersOf({ logits, slots }: Answers, config: ModelConfig, lengths: readonly number[]): Float32Array[] {
  const rows = (t: Tensor) => splitRows(tf.reshape(t, [lengths.length, -1]));
  const [own, ofTokens] = [rows(logits), slots && rows(slots)];
  return own.map((row, i) => {
    const count = logitCount({ ...config, slots: 0 }, lengths[i]);
    const kept = row.subarray(0, count);
    if (ofTokens === undefined) return kept;
    const joined = new Float32Array(logitCount(config, lengths[i]));
    joined.set(kept);
    joined.set(ofTokens[i].subarray(0, joined.length - count), count);
    return joined;
  });
}

/** The rows of a `[n, width]` tensor, copied out. */
export function splitRows(tensor: Tensor): Float32Array[] {
  const width = tensor.shape[1] as number;
  const data = tensor.dataSync<"float32">();
  return Array.from({ length: tensor.shape[0] }, (_, i) => data.slice(i * width, (i + 1) * width));
}
