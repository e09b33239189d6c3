import type { Card } from "./card.ts";

/**
 * Rows of a batch at most, wherever an artefact answers. I8 graphs get one: their activations are quantised row by row, but
 * the float kernels between round the last bit differently in another batch, and a rounding that flips moves logits by up
 * to 0.04: enough for a label near the border to depend on a text's neighbours. So do graphs that somebody else made, of which nobody
 * knows what they do with padding.
 */
export const mostRows = ({ storage, architecture }: Pick<Card, "storage" | "architecture">): number =>
  storage === "i8" || architecture.kind === "onnx" ? 1 : Number.POSITIVE_INFINITY;

export interface PaddedBatch {
  /** All three `[batch, length]`, row-major. */
  inputIds: Int32Array;
  attentionMask: Int32Array;
  tokenTypeIds: Int32Array;
  batch: number;
  length: number;
}

/** Pads on the right to the longest encoding, rounded up to a multiple of `multipleOf`. */
export function padBatch(
  encodings: readonly { ids: ArrayLike<number>; typeIds: ArrayLike<number> }[],
  { multipleOf = 1, padId }: { multipleOf?: number; padId: number },
): PaddedBatch {
  const batch = encodings.length;
  const longest = encodings.reduce((most, { ids }) => Math.max(most, ids.length), 0);
  const length = Math.ceil(longest / multipleOf) * multipleOf;
  const inputIds = new Int32Array(batch * length).fill(padId);
  const attentionMask = new Int32Array(batch * length);
  const tokenTypeIds = new Int32Array(batch * length);
  encodings.forEach(({ ids, typeIds }, row) => {
    const start = row * length;
    inputIds.set(ids, start);
    attentionMask.fill(1, start, start + ids.length);
    tokenTypeIds.set(typeIds, start);
  });
  return { inputIds, attentionMask, tokenTypeIds, batch, length };
}
