/** What of a classifier's answers is left, and how good it is, where it may say nothing. */

/** Of a table; of two labels the best one has at least 0.5. */
const MIN_SCORES = [0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99] as const;

export interface Selected {
  min_score: number;
  /** Share of the rows whose best label has at least so much. */
  coverage: number;
  /** Share of these that are right; null where there are none. */
  accuracy: number | null;
}

/**
 * Coverage and selective accuracy by the least score that is answered. `confidence`: the best label's probability; `correct`: 1 where it is
 * gold, a row each, of which there is at least one. Source: El-Yaniv and Wiener 2010 (JMLR 11), Geifman and El-Yaniv 2017, arXiv 1705.08500:
 * selective risk is `1 - accuracy`.
 */
export function selectiveTable(
  confidence: ArrayLike<number>,
  correct: ArrayLike<number>,
  scores: readonly number[] = MIN_SCORES,
): Selected[] {
  return scores.map((min_score) => {
    let [answered, right] = [0, 0];
    for (let i = 0; i < confidence.length; i++) {
      if (confidence[i]! < min_score) continue;
      answered++;
      if (correct[i]) right++;
    }
    return {
      min_score,
      coverage: answered / confidence.length,
      accuracy: answered === 0 ? null : right / answered,
    };
  });
}
