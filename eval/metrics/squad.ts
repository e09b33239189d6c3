import { type AnswerScript, SQUAD_V2 } from "./answer-script.ts";

export interface SquadScore {
  /** The normalised answer is that of a gold answer. */
  exact: boolean;
  /** Token F1, best over the gold answers. */
  f1: number;
}

/**
 * SQuAD's scores of one answer, the best over the gold answers, as an official script computes them: v2.0 unless another is
 * given. By that one gold answers that normalise to nothing are left out; where none is left, the question has no answer and an
 * empty one is right. Source: `get_raw_scores` of evaluate-v2.0.py (Rajpurkar et al., ACL 2018).
 */
export function squadScore(answer: string, golds: readonly string[], script: AnswerScript = SQUAD_V2): SquadScore {
  const tokens = script.tokens(answer);
  const all = golds.map((gold) => script.tokens(gold));
  const references = script.emptyCounts ? all.filter((gold) => gold.length > 0) : all;
  // A question without an answer is none of v1.1's: it is scored as v2.0 does.
  if (references.length === 0) references.push([]);
  const bothEmpty = script.emptyCounts || golds.length === 0 ? 1 : 0;
  return {
    exact: references.some((gold) => gold.length === tokens.length && gold.every((token, i) => token === tokens[i])),
    f1: Math.max(...references.map((gold) => tokenF1(tokens, gold, bothEmpty))),
  };
}

/** `2PR / (P + R)` over the tokens as bags, each counted as often as it is on both sides. With an empty side: 0, or `bothEmpty`. */
function tokenF1(answer: readonly string[], gold: readonly string[], bothEmpty: 0 | 1 = 1): number {
  if (answer.length === 0 || gold.length === 0) return answer.length === gold.length ? bothEmpty : 0;
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
