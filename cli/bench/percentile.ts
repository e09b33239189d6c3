/** Nearest-rank percentile: the smallest of the values that at least `p` (0 to 1) of them do not exceed. Throws RangeError without values. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError("percentile of no values");
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)]!;
}
