/** `-log softmax(logits)[gold]` in float64, the largest taken off first so that nothing overflows. */
export function logLoss(logits: ArrayLike<number>, gold: number): number {
  const values = Array.from(logits);
  const max = Math.max(...values);
  return max + Math.log(values.reduce((sum, x) => sum + Math.exp(x - max), 0)) - values[gold];
}
