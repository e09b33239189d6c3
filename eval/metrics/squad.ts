import { answerTokens } from "./squad-normalise.ts";

export interface SquadScore {
  /** The normalised answer is that of a gold answer. */
  exact: boolean;
  /** Token F1, best over the gold answers. */
  f1: number;
}

/**
 * SQuAD's scores of one answer, as the official v2.0 script computes them: the best over the gold answers. Gold answers that
 * normalise to nothing are left out; where none is left, the question has no answer and an empty one is right.
 * Source: `get_raw_scores` of evaluate-v2.0.py (Rajpurkar et al., ACL 2018).
 */
export function squadScore(answer: string, golds: readonly string[]): SquadScore {
  const tokens = answerTokens(answer);
  const references = golds.map(answerTokens).filter((gold) => gold.length > 0);
  if (references.length === 0) references.push([]);
  return {
    exact: references.some((gold) => gold.length === tokens.length && gold.every((token, i) => token === tokens[i])),
    f1: Math.max(...references.map((gold) => tokenF1(tokens, gold))),
  };
}

/** `2PR / (P + R)` over the tokens as bags, each counted as often as it is on both sides. With an empty side: 1 if both are. */
export function tokenF1(answer: readonly string[], gold: readonly string[]): number {
  if (answer.length === 0 || gold.length === 0) return answer.length === gold.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const token of gold) left.set(token, (left.get(token) ?? 0) + 1);
  let common = 0;
  for (const token of answer) {
    const count = left.get(token) ?? 0;
    if (count === 0) continue;
    left.set(token, count - 1);
    common++;
  }
  if (common === 0) return 0;
  const precision = common / answer.length;
  const recall = common / gold.length;
  return (2 * precision * recall) / (precision + recall);
}
