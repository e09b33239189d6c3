/** Upper ends, in words. Doubling, so that the buckets mean the same for sentences and for reviews. */
const ENDS = [8, 16, 32, 64, 128];

/** The length of a row's texts together as a range of words separated by white space: `1-8 words`, `129+ words`. */
export function lengthBucket({ text_a, text_b = "" }: { text_a: string; text_b?: string }): string {
  const words = `${text_a} ${text_b}`.split(/\s+/u).filter(Boolean).length;
  const index = ENDS.findIndex((end) => words <= end);
  if (index === -1) return `${ENDS[ENDS.length - 1] + 1}+ words`;
  return `${index === 0 ? 1 : ENDS[index - 1] + 1}-${ENDS[index]} words`;
}
