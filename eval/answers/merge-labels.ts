/** What a classifier answers in a suite's words: its best label and the probability of each. */
export interface LabelledScores {
  label: string;
  scores: Record<string, number>;
}

/**
 * Probabilities by label in a suite's words, as `suiteLabel` has them: those of labels that become one are added, and the label is the best
 * of the sums; the first of equals in the model's label order. So MNLI's 0.4, 0.3, 0.3 is `not_entailment` with 0.6.
 */
export function mergeLabels(
  labels: readonly string[],
  probabilities: readonly number[],
  inSuite: (label: string) => string = (label) => label,
): LabelledScores {
  const sums = new Map<string, number>();
  for (const [i, label] of labels.entries()) {
    const merged = inSuite(label);
    sums.set(merged, (sums.get(merged) ?? 0) + probabilities[i]!);
  }
  const [label] = [...sums].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  return { label, scores: Object.fromEntries(sums) };
}
