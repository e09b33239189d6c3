/** Temperature scaling: one number that makes a classifier's probabilities as sure as it is right. */

/** Beyond these the logits are on the scale of no classifier, or rows are all but all right, or hardly better than guessed. */
export const TEMPERATURES = { min: 1e-3, max: 1e3 } as const;

/** `reason`: a clause without its stop. */
export type TemperatureFit = { kind: "fitted"; temperature: number } | { kind: "none"; reason: string };

/** `log sum_k exp(x_k / T) - x_gold / T`, in float64: what a row adds to the negative log likelihood. */
export function negativeLogLikelihood(logits: ArrayLike<number>, gold: number, temperature = 1): number {
  const over = Array.from(logits, (x) => (x - logits[gold]!) / temperature);
  const max = Math.max(...over);
  return max + Math.log(over.reduce((sum, x) => sum + Math.exp(x - max), 0));
}

/**
 * The temperature T > 0 at which `softmax(x / T)` has the least negative log likelihood: over rows `[labels]` of logits, or of
 * log-probabilities, which are logits up to a constant a row, and the indices of their gold labels.
 *
 * The sum is convex in `1 / T`, whose derivative `sum_i sum_k p_ik (x_ik - x_i,gold)` rises through 0 once where there is a minimum; it is found
 * by Newton's steps inside a bracket that halves where they would leave it, until no number lies between. There is none, and `reason` says why, where all
 * rows are right (T would go to 0), where gold has no higher logits than the mean (T would be infinite), where gold is one label throughout, which
 * would leave the others unseen, and beyond TEMPERATURES.
 * Source: Guo et al. 2017, arXiv 1706.04599, section 4.2.
 */
export function fitTemperature(logits: readonly ArrayLike<number>[], gold: readonly number[]): TemperatureFit {
  const flaw = flawOf(logits, gold);
  if (flaw !== undefined) return { kind: "none", reason: flaw };
  const over = logits.map((row, i) => Float64Array.from(row, (x) => x - row[gold[i]!]!));
  if (slopeAt(over, 0).first >= 0) return none("the gold labels have no higher logits than the others on average");
  if (over.every((row) => row.every((x) => x <= 0)))
    return none("all rows are right, so that no certainty is too much");
  const temperature = 1 / rootOf((inverse) => slopeAt(over, inverse));
  if (temperature >= TEMPERATURES.min && temperature <= TEMPERATURES.max) return { kind: "fitted", temperature };
  return none(
    `the temperature would be ${temperature.toPrecision(3)}, and one is from ${TEMPERATURES.min} to ${TEMPERATURES.max}`,
  );
}

const none = (reason: string): TemperatureFit => ({ kind: "none", reason });

function flawOf(logits: readonly ArrayLike<number>[], gold: readonly number[]): string | undefined {
  if (logits.length === 0) return "there are no rows";
  if (logits[0]!.length < 2) return "there is one label only";
  if (gold.every((label) => label === gold[0])) return "gold is the same label in all rows";
  return logits.every((row) => Array.from(row).every(Number.isFinite)) ? undefined : "some logits are not numbers";
}

interface Slope {
  first: number;
  second: number;
}

/** First and second derivative by `1 / T` of the negative log likelihood's mean; `over`: each row's logits less gold's. */
function slopeAt(over: readonly Float64Array[], inverse: number): Slope {
  let [first, second] = [0, 0];
  for (const row of over) {
    const max = Math.max(...row);
    let [weight, mean, square] = [0, 0, 0];
    for (const x of row) {
      const p = Math.exp(inverse * (x - max));
      weight += p;
      mean += p * x;
    }
    mean /= weight;
    for (const x of row) square += Math.exp(inverse * (x - max)) * (x - mean) ** 2;
    first += mean;
    second += square / weight;
  }
  return { first: first / over.length, second: second / over.length };
}

/** Where a slope that is negative at 0, rises and becomes positive is 0. */
function rootOf(slope: (inverse: number) => Slope): number {
  let [low, high] = [0, 1];
  while (slope(high).first < 0 && high < 2 / TEMPERATURES.min) [low, high] = [high, 2 * high];
  let at = (low + high) / 2;
  for (;;) {
    const { first, second } = slope(at);
    if (first < 0) low = at;
    else high = at;
    const newton = at - first / second;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (next === at || next <= low || next >= high) return at;
    at = next;
  }
}
