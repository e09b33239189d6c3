/**
 * The threshold t with the best F1 of `score >= t` against `gold`, of those halfway between neighbouring scores and the usual one; of equally
 * good ones the nearest to the usual, of two as near the lower. The usual where nothing is gold. In (0, 1) for scores from 0 to 1.
 *
 * It is chosen on the rows that it is then judged by, so their F1 flatters it, the more the fewer rows have the label. Cost `n log n`.
 */
export function bestThreshold(scores: readonly number[], gold: readonly boolean[], usual: number): number {
  const positives = gold.filter(Boolean).length;
  if (positives === 0) return usual;
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const all = candidates(scores, usual).sort((a, b) => b - a);
  let best = { f1: -1, threshold: usual };
  let [predicted, right] = [0, 0];
  for (const threshold of all) {
    for (; predicted < order.length && scores[order[predicted]] >= threshold; predicted++)
      if (gold[order[predicted]]) right++;
    const f1 = (2 * right) / (predicted + positives);
    if (f1 > best.f1 || (f1 === best.f1 && isNearer(threshold, best.threshold, usual))) best = { f1, threshold };
  }
  return best.threshold;
}

/** Where two scores are so near that there is no number between them, the higher of them. */
function candidates(scores: readonly number[], usual: number): number[] {
  const distinct = [...new Set(scores)].sort((a, b) => a - b);
  const between = distinct.slice(1).map((score, i) => {
    const half = (distinct[i] + score) / 2;
    return half > distinct[i] ? half : score;
  });
  return [usual, ...between.filter((threshold) => threshold > 0 && threshold < 1)];
}

const isNearer = (a: number, b: number, usual: number): boolean => {
  const [distance, other] = [Math.abs(a - usual), Math.abs(b - usual)];
  return distance < other || (distance === other && a < b);
};
