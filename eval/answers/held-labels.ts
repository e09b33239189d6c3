import { sigmoid } from "./sigmoid.ts";

/** From where on a label holds of whose model nothing else is known. */
export const USUAL_THRESHOLD = 0.5;

/** The threshold of a label, by its place on the card. */
export const thresholdOf = (thresholds: readonly number[] | undefined, index: number): number =>
  thresholds?.[index] ?? USUAL_THRESHOLD;

/** What a model of several labels a text answers in a suite's words. */
export interface HeldLabels {
  labels: string[];
  scores: Record<string, number>;
}

/**
 * A label holds where its sigmoid is at least its threshold. Of labels that are one in the suite's words (`inSuite`), that one holds where
 * any of them does, and the largest of their sigmoids is its score. Labels in the order of the model's. Shapes: logits and thresholds `[labels]`.
 */
export function heldLabels(
  labels: readonly string[],
  logits: ArrayLike<number>,
  thresholds: readonly number[] | undefined,
  inSuite: (label: string) => string = (label) => label,
): HeldLabels {
  const scores = new Map<string, number>();
  const held = new Set<string>();
  for (const [i, label] of labels.entries()) {
    const name = inSuite(label);
    const score = sigmoid(logits[i]!);
    scores.set(name, Math.max(score, scores.get(name) ?? 0));
    if (score >= thresholdOf(thresholds, i)) held.add(name);
  }
  return { labels: [...scores.keys()].filter((name) => held.has(name)), scores: Object.fromEntries(scores) };
}
