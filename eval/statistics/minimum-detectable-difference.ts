import { binomialMass, binomialTail } from "./binomial.ts";
import { mcnemarExact } from "./mcnemar.ts";

export interface DetectionOptions {
  /** Share of rows that only one of the two models gets right. A guess from earlier models; the difference can't exceed it. */
  discordant: number;
  /** Probability of finding the difference: 0.8 unless told. */
  power?: number;
  /** p at which it counts as found: 0.05 unless told. */
  alpha?: number;
}

/**
 * The smallest difference of two accuracies on the same rows that the exact McNemar test finds with the given power.
 *
 * Exact: each row is discordant with probability ψ, and then a's with probability `½ + δ/2ψ`; power is the probability that
 * p <= alpha, summed over the discordant counts that can occur; δ by bisection. Null where even a difference of ψ, all
 * discordant rows on one side, is found too seldom. Throws RangeError for shares outside [0, 1] and rows that are no count.
 */
export function minimumDetectableDifference(
  rows: number,
  { discordant, power = 0.8, alpha = 0.05 }: DetectionOptions,
): number | null {
  if (!(Number.isSafeInteger(rows) && rows >= 0)) throw new RangeError(`rows: ${rows} is not a count`);
  for (const [name, share] of Object.entries({ discordant, power, alpha }))
    if (!(share >= 0 && share <= 1)) throw new RangeError(`${name}: ${share} is not in [0, 1]`);

  const tests = testsOf(rows, discordant, alpha);
  const mostPower = tests.reduce((sum, { chance, critical }) => sum + (critical >= 0 ? chance : 0), 0);
  if (mostPower < power) return null;
  let [low, high] = [0, discordant];
  for (let middle = high / 2; low < middle && middle < high; middle = (low + high) / 2)
    if (powerOf(tests, 0.5 + middle / (2 * discordant)) >= power) high = middle;
    else low = middle;
  return high;
}

/** The test at one number of discordant rows. */
interface DiscordantTest {
  discordant: number;
  /** Probability that there are so many. */
  chance: number;
  /** The largest smaller count at which it rejects; -1 where it never does. */
  critical: number;
}

/** The tests at every number of discordant rows within nine standard deviations of the expected one. */
function testsOf(rows: number, share: number, alpha: number): DiscordantTest[] {
  const reach = 9 * Math.sqrt(rows * share * (1 - share)) + 1;
  const from = Math.max(0, Math.floor(rows * share - reach));
  const to = Math.min(rows, Math.ceil(rows * share + reach));
  const rejects = (k: number, n: number) => k <= n / 2 && mcnemarExact(k, n - k) <= alpha;

  let critical = -1;
  for (let step = 2 ** Math.ceil(Math.log2(from + 1)); step >= 1; step /= 2)
    if (rejects(critical + step, from)) critical += step;
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const discordant = from + i;
    if (rejects(critical + 1, discordant)) critical++; // one more toss moves the bound by one at most
    return { discordant, chance: binomialMass(discordant, rows, share), critical };
  });
}

/** Probability that the test rejects when a discordant row is a's with probability q. */
function powerOf(tests: readonly DiscordantTest[], q: number): number {
  const [fewOfA, fewOfB] = [lowerTails(tests, q), lowerTails(tests, 1 - q)];
  return tests.reduce((sum, { chance }, i) => sum + chance * (fewOfA[i] + fewOfB[i]), 0);
}

/** `P(X <= critical)`, X ~ Bin(discordant, p), for each test: the first summed up, each other one step from the last. */
function lowerTails(tests: readonly DiscordantTest[], p: number): number[] {
  let { discordant: n, critical: k } = tests[0];
  let last = k < 0 ? 0 : binomialMass(k, n, p); // P(X = k)
  let tail = binomialTail(k, n, p); // P(X <= k)
  return tests.map(({ discordant, critical }) => {
    if (n < discordant) {
      tail -= p * last; // of those with k among n, a share of p has one more at the next toss
      n++;
      last *= (n / (n - k)) * (1 - p);
    }
    if (k < critical) {
      k++;
      last = k === 0 ? binomialMass(0, n, p) : last * ((n - k + 1) / k) * (p / (1 - p));
      tail += last;
    }
    return tail;
  });
}
