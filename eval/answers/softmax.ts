/** `exp(x_i) / sum_j exp(x_j)`, in float64, the largest taken off first so that nothing overflows. */
export function softmax(logits: Iterable<number>): number[] {
  const values = [...logits];
  const max = Math.max(...values);
  const exps = values.map((x) => Math.exp(x - max));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / sum);
}
