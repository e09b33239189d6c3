import { inBlocks, type Turn } from "./in-blocks.ts";
import { createRandom } from "./random.ts";
import { DEFAULTS, type ResamplingOptions } from "./resampling.ts";

/** Up to this many differences that are not 0, all 2^n flips are looked at, in two halves of at most 2¹⁶ sums. */
const ENUMERATED = 32;
/** Additions that counting sums of whole numbers may take: about a tenth of a second. */
const COUNTED = 1e8;

/**
 * Two-sided sign-flip test of paired differences, one a row, under "each is as likely to be the other way round":
 * p = share of the 2ⁿ choices of signs whose `|sum|` is at least the observed one.
 *
 * Exact for up to 32 differences that are not 0 and for whole numbers of modest size (for -1, 0, 1 it is the exact
 * McNemar test); else from `draws` random flips as `(hits + 1) / (draws + 1)`. No difference at all: p = 1.
 *
 * Source: Fisher 1935; Good 2005, section 3.3.
 * Throws RangeError for a difference that is no number, and when their sizes sum to infinity.
 */
export async function signFlip(
  differences: readonly number[],
  { draws = DEFAULTS.draws, seed = DEFAULTS.seed, turn }: ResamplingOptions = {},
): Promise<number> {
  const sizes = differences.filter((d) => d !== 0).map(Math.abs);
  const observed = Math.abs(differences.reduce((sum, d) => sum + d, 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (!Number.isFinite(total)) throw new RangeError(`signFlip: the differences sum to ${total}`);
  if (observed === 0) return 1;
  if (sizes.every(Number.isInteger) && sizes.length * total <= COUNTED) return byCounting(sizes, observed, total, turn);
  const threshold = observed - 1e-12 * total;
  if (sizes.length <= ENUMERATED) return byEnumeration(sizes, threshold, turn);
  return bySampling(sizes, threshold, { draws, seed, turn });
}

/**
 * Whole numbers: the probability of each sum P of the sizes that come out positive, one size after the other. The signed
 * sum is `2P - total`, symmetric around 0, so both tails are twice the lower one, and only that one is followed.
 */
async function byCounting(
  sizes: readonly number[],
  observed: number,
  total: number,
  turn: Turn | undefined,
): Promise<number> {
  const last = (total - observed) / 2;
  const probability = new Float64Array(last + 1);
  probability[0] = 1;
  await inBlocks({ times: sizes.length, steps: last + 1, turn }, (i) => {
    const size = sizes[i];
    for (let sum = last; sum >= 0; sum--)
      probability[sum] = (probability[sum] + (sum >= size ? probability[sum - size] : 0)) / 2;
  });
  return Math.min(1, 2 * probability.reduce((tail, share) => tail + share, 0));
}

/** Meet in the middle (Horowitz and Sahni 1974): for each sum of one half, how many of the other half reach the threshold. */
async function byEnumeration(sizes: readonly number[], threshold: number, turn: Turn | undefined): Promise<number> {
  const middle = sizes.length >> 1;
  const one = signedSums(sizes.slice(0, middle));
  await turn?.(one.length * middle);
  const other = signedSums(sizes.slice(middle));
  await turn?.(other.length * (sizes.length - middle));
  let reached = 0;
  let first = other.length; // of the other half's sums, the first that is large enough; it moves down as `one` goes up
  for (const sum of one) {
    while (first > 0 && sum + other[first - 1] >= threshold) first--;
    reached += other.length - first;
  }
  return Math.min(1, (2 * reached) / (one.length * other.length));
}

/** All 2ⁿ sums of n numbers with either sign, ascending. */
function signedSums(sizes: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** sizes.length);
  sizes.forEach((size, i) => {
    const known = 2 ** i;
    for (let j = 0; j < known; j++) {
      sums[known + j] = sums[j] + size;
      sums[j] -= size;
    }
  });
  return sums.sort();
}

async function bySampling(
  sizes: readonly number[],
  threshold: number,
  { draws, seed, turn }: { draws: number; seed: number; turn: Turn | undefined },
): Promise<number> {
  const random = createRandom(seed);
  let hits = 1;
  await inBlocks({ times: draws, steps: sizes.length, turn }, () => {
    let sum = 0;
    let bits = 0;
    for (let i = 0; i < sizes.length; i++) {
      bits = i % 32 === 0 ? random.next() : bits >>> 1;
      sum += bits & 1 ? sizes[i] : -sizes[i];
    }
    if (Math.abs(sum) >= threshold) hits++;
  });
  return hits / (draws + 1);
}
