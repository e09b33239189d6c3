/** What a classifier answers in a suite's words: its best label and the probability of each. */
export interface LabelledScores {
  label: string;
  scores: Record<string, number>;
}

/**
 * Probabilities by label under a suite's `label_map`: those of labels that become one are added, and the label is the best
 * of the sums; the first of equals in the model's label order. So MNLI's 0.4, 0.3, 0.3 is `not_entailment` with 0.6.
 */
export function mergeLabels(
  labels: readonly string[],
  probabilities: readonly number[],
  labelMap: Readonly<Record<string, string>> = {},
): LabelledScores {
  const sums = new Map<string, number>();
  for (const [i, label] of labels.entries()) {
    const merged = Object.hasOwn(labelMap, label) ? labelMap[label]! : label;
    sums.set(merged, (sums.get(merged) ?? 0) + probabilities[i]!);
  }
  const [label] = [...sums].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  return { label, scores: Object.fromEntries(sums) };
}
