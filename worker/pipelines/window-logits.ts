/** One text's logits from those of its windows. Knows nothing of HTTP. */

import type { Card } from "../../r2-assets/format/card.ts";
import { labelLogits } from "../../r2-assets/format/logits.ts";

export const WINDOW_POOLINGS = ["mean", "max"] as const;
/** mean: of each label's logits over the windows, all of which count alike; max: the largest of each label's. */
export type WindowPooling = (typeof WINDOW_POOLINGS)[number];

/** Of `[CLS]` and `[SEP]`, which every window has. */
const SPECIAL = 2;

type Length = Pick<Card, "max_length">;

/** Pieces that a window holds. */
const windowRoom = ({ max_length }: Length): number => max_length - SPECIAL;

/** Pieces that windows over a text to be classified share unless somebody says: a quarter of a window, so that each sentence is whole in one, mostly. */
export const usualStride = (card: Length): number => Math.floor(windowRoom(card) / 4);

/** Why windows can't share so many pieces: a clause without its stop; undefined where they can. */
export const strideFlaw = (card: Length, stride: number): string | undefined =>
  stride >= windowRoom(card) ? `must be less than the ${windowRoom(card)} pieces that a window holds` : undefined;

/** `[labels]` of a text from `[labels]` of each of its windows, of which there is one or more; of a model with slots those are left out of several. */
export function pooledLogits(
  windows: readonly Float32Array[],
  labels: readonly string[],
  by: WindowPooling,
): Float32Array {
  const [only] = windows;
  if (windows.length === 1) return only!;
  const own = windows.map((logits) => labelLogits(logits, labels));
  return Float32Array.from(labels, (_, label) => {
    const values = own.map((logits) => logits[label]!);
    return by === "max" ? Math.max(...values) : values.reduce((sum, x) => sum + x, 0) / values.length;
  });
}
