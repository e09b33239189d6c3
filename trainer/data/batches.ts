import { seededRandom, shuffle } from "./random.ts";

/** So many batches' worth of shuffled examples are sorted by length together: little padding, little loss of chance. */
const BUCKET_BATCHES = 50;

/**
 * One epoch's batches as positions into the examples: shuffled, length-bucketed, shuffled again.
 * Every example occurs exactly once; the last batch may be smaller. Depends on (seed, epoch) only.
 */
export function epochBatches(lengths: readonly number[], batchSize: number, seed: number, epoch: number): number[][] {
  const random = seededRandom(seed * 1_000_003 + epoch);
  const order = shuffle(
    lengths.map((_, i) => i),
    random,
  );
  const batches: number[][] = [];
  const bucket = batchSize * BUCKET_BATCHES;
  for (let start = 0; start < order.length; start += bucket) {
    const sorted = order.slice(start, start + bucket).sort((a, b) => lengths[a] - lengths[b] || a - b);
    for (let i = 0; i < sorted.length; i += batchSize) batches.push(sorted.slice(i, i + batchSize));
  }
  return shuffle(batches, random);
}

/**
 * All positions sorted by length and cut into batches of so many examples, and so many tokens with the padding, at most:
 * for evaluation, where order does not matter. An example longer than that is a batch of its own.
 */
export function evaluationBatches(lengths: readonly number[], batchSize: number, mostTokens = Infinity): number[][] {
  const order = lengths.map((_, i) => i).sort((a, b) => lengths[a] - lengths[b] || a - b);
  const batches: number[][] = [];
  for (const i of order) {
    const current = batches.at(-1);
    const full = !current || current.length === batchSize || (current.length + 1) * lengths[i] > mostTokens;
    if (full) batches.push([i]);
    else current.push(i);
  }
  return batches;
}
