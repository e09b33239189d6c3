/** Latencies as counts in logarithmic bins: a few hundred numbers, however many there are. */

/** A bin ends at 1.08 times where it begins, so a quantile is off by 4 % at most; the first begins at 0.05 ms, the last at 27 hours. */
const [FIRST_MS, RATIO, BINS] = [0.05, 1.08, 275];

/** Counts a latency; less than 0.05 ms counts as that. `counts` is as long as its last bin. Throws RangeError unless ms >= 0 and finite. */
export function countInBins(counts: number[], ms: number): void {
  if (!(ms >= 0 && ms < Infinity)) throw new RangeError(`a latency of ${ms} ms is none`);
  const bin = Math.min(BINS - 1, Math.max(0, Math.floor(Math.log(ms / FIRST_MS) / Math.log(RATIO))));
  while (counts.length <= bin) counts.push(0);
  counts[bin]++;
}

/** The q-quantile (0 < q <= 1) in ms: the geometric middle of the bin that holds the latency of rank `⌈qn⌉`. Null where there are none. */
export function quantileOfBins(counts: readonly number[], q: number): number | null {
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  let left = Math.ceil(q * n);
  const bin = counts.findIndex((count) => {
    left -= count;
    return left <= 0;
  });
  return FIRST_MS * RATIO ** (bin + 0.5);
}
