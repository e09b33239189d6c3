/** Text classification: texts to logits, and logits to scored labels. Knows nothing of HTTP. */
import { type Encoding, padBatch } from "../../r2-assets/format/tokenizer.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { sleep } from "../runtime/turns.ts";

export interface TextInput {
  text: string;
  textPair?: string;
}

export interface Tokenized {
  encodings: Encoding[];
  /** Inputs that lost tokens to the model's `max_length`. */
  truncated: number;
  /** Of all inputs, after truncation. */
  tokens: number;
}

export interface Classified {
  /** One row of logits an input, in the card's label order. */
  logits: Float32Array[];
  truncated: number;
}

/**
 * Tokens a run at most, padding included. Activations lie in the wasm heap beside the weights, and longer batches gain
 * nothing: 6 x 384 in F32 takes 23 ms of CPU a text alone, 20 in fours, 23 in sixteens (texts of 8 to 47 tokens).
 */
const BATCH_TOKENS = 512;

export function tokenize(model: LoadedModel, inputs: readonly TextInput[]): Tokenized {
  const encodings = inputs.map(({ text, textPair }) => model.tokenizer.encode(text, textPair));
  return {
    encodings,
    truncated: encodings.filter(({ truncated }) => truncated).length,
    tokens: encodings.reduce((sum, { ids }) => sum + ids.length, 0),
  };
}

/**
 * Scores encodings in batches of similar length; the answer is in the order of the question.
 *
 * A run never waits for the event loop, so between runs we let it turn: other requests get theirs in between, and when
 * this one was aborted its timer never fires and the rest is not computed for nobody.
 */
export async function score(model: LoadedModel, encodings: readonly Encoding[]): Promise<Float32Array[]> {
  const labels = model.card.labels.length;
  const logits = new Array<Float32Array>(encodings.length);
  let sinceTurn = 0;
  for (const rows of batches(encodings, model.card.storage === "i8" ? 1 : Number.POSITIVE_INFINITY)) {
    const batch = padBatch(
      rows.map((row) => encodings[row]!),
      { padId: model.tokenizer.padId },
    );
    if (sinceTurn + batch.inputIds.length > BATCH_TOKENS) {
      await sleep(0);
      sinceTurn = 0;
    }
    sinceTurn += batch.inputIds.length;
    const flat = await model.run(batch); // [rows, labels]
    rows.forEach((row, k) => {
      logits[row] = flat.slice(k * labels, (k + 1) * labels);
    });
  }
  return logits;
}

/** Texts to logits. The Workflow that evaluates suites calls this in process. */
export async function classify(model: LoadedModel, inputs: readonly TextInput[]): Promise<Classified> {
  const { encodings, truncated } = tokenize(model, inputs);
  return { logits: await score(model, encodings), truncated };
}

/**
 * Row numbers by batch, longest first, so that rows of one batch are padded little.
 *
 * I8 graphs get one row a batch. Their activations are quantised row by row, but the float kernels between round the
 * last bit differently in another batch, and a rounding that flips moves logits by up to 0.04: enough for a label near
 * the border to depend on a text's neighbours.
 */
function batches(encodings: readonly Encoding[], maxRows: number): number[][] {
  const longestFirst = encodings
    .map((_, row) => row)
    .sort((a, b) => encodings[b]!.ids.length - encodings[a]!.ids.length);
  const result: number[][] = [];
  let width = 0;
  for (const row of longestFirst) {
    const current = result.at(-1);
    if (current !== undefined && current.length < maxRows && (current.length + 1) * width <= BATCH_TOKENS) {
      current.push(row);
    } else {
      width = encodings[row]!.ids.length;
      result.push([row]);
    }
  }
  return result;
}

export type ScoreFunction = "softmax" | "sigmoid" | "none";

/**
 * Labels with their scores, best first; equal scores stay in label order.
 * softmax: `exp(x_i) / sum_j exp(x_j)`; sigmoid: `1 / (1 + exp(-x_i))`; none: the logits themselves.
 */
export function rank(
  labels: readonly string[],
  logits: Float32Array,
  { fn = "softmax", topK = labels.length }: { fn?: ScoreFunction; topK?: number } = {},
): { label: string; score: number }[] {
  const scores = SCORE_FUNCTIONS[fn]([...logits]);
  return labels
    .map((label, i) => ({ label, score: scores[i]! }))
    .sort((a, b) => b.score - a.score)
    .slice(0, topK);
}

const SCORE_FUNCTIONS: Record<ScoreFunction, (logits: number[]) => number[]> = {
  softmax(logits) {
    const max = Math.max(...logits);
    const exps = logits.map((x) => Math.exp(x - max));
    const sum = exps.reduce((a, b) => a + b, 0);
    return exps.map((e) => e / sum);
  },
  sigmoid: (logits) => logits.map((x) => 1 / (1 + Math.exp(-x))),
  none: (logits) => logits,
};
