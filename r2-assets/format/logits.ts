/** One text's logits as plain numbers: how many there are, and which of them say what. */
import type { Card } from "./card.ts";
import type { PaddedBatch } from "./padded-batch.ts";

/** The outputs of a model by their widths. `slots`: tags that a classifier gives to each token besides. */
export interface Widths {
  pooling: string;
  /** Or of what has no labels, numbers a text or token. */
  labels: number;
  slots?: number | undefined;
}

/** Of the model that a card describes. */
export const widthsOf = ({ architecture, labels, slots }: Pick<Card, "architecture" | "labels" | "slots">): Widths => ({
  pooling: architecture.pooling,
  labels: architecture.kind === "onnx" ? architecture.head.out : labels.length, // features have no names
  slots: slots?.length,
});

/**
 * Numbers of a text of so many tokens, special ones included: `[labels]`, of a model that does not pool `[tokens, labels]`; behind
 * them, where it has slots, `[tokens, slots]`.
 */
export const logitCount = ({ pooling, labels, slots = 0 }: Widths, tokens: number): number =>
  (pooling === "none" ? tokens : 1) * labels + tokens * slots;

/** The labels' logits of a model that pools. */
export const labelLogits = (logits: Float32Array, { length }: readonly string[]): Float32Array =>
  logits.subarray(0, length);

/** What stands behind the labels' logits: those of the slots, `[tokens, slots]`. */
export const slotLogits = (logits: Float32Array, { length }: readonly string[]): Float32Array =>
  logits.subarray(length);

/** The name of the graph's second output, which models with slots have. */
export const SLOT_LOGITS = "slot_logits";

/** Which of a graph's outputs are read: those that answer questions have the columns of their logits as outputs besides. */
export const outputsRead = (names: readonly string[]): string[] =>
  names.filter((name) => name === "logits" || name === SLOT_LOGITS);

/**
 * The outputs of a graph as one text's numbers after another's, those of padding at each one's end. `logits` `[batch, labels]`, or
 * `[batch, length, labels]` where there are no slots; `slots` `[batch, length, slots]`.
 */
export function joinLogits(
  { batch }: Pick<PaddedBatch, "batch">,
  logits: Float32Array,
  slots: Float32Array | undefined,
): Float32Array {
  if (slots === undefined) return logits;
  const [labels, tags] = [logits.length / batch, slots.length / batch];
  const joined = new Float32Array(logits.length + slots.length);
  for (let text = 0; text < batch; text++) {
    const at = text * (labels + tags);
    joined.set(logits.subarray(text * labels, (text + 1) * labels), at);
    joined.set(slots.subarray(text * tags, (text + 1) * tags), at + labels);
  }
  return joined;
}
