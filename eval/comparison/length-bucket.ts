/** Upper ends, in words. Doubling, so that the buckets mean the same for sentences and for reviews. */
const ENDS = [8, 16, 32, 64, 128] as const;

/** A number of words as a range: `1-8 words`, `129+ words`. */
export function lengthBucket(words: number): string {
  const index = ENDS.findIndex((end) => words <= end);
  if (index === -1) return `${ENDS.at(-1)! + 1}+ words`;
  return `${index === 0 ? 1 : ENDS[index - 1]! + 1}-${ENDS[index]} words`;
}
